/* clock.c -- the time of day and RFC 3339. */
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define YEAR_1_MS (-62135596800000)    /* 0001-01-01T00:00:00.000Z */
#define YEAR_9999_MS (253402300799999) /* 9999-12-31T23:59:59.999Z */

static int64_t read_us(clockid_t which)
{
    struct timespec at;
    (void)clock_gettime(which, &at); /* cannot fail for the two clocks of this file */
    return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

static int64_t read_ms(clockid_t which)
{
    return read_us(which) / 1000;
}

int64_t clock_now_ms(const struct clock *clock)
{
    return clock->fixed_ms ? clock->fixed_ms : read_ms(CLOCK_REALTIME);
}

int64_t clock_monotonic_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

int64_t clock_monotonic_us(void)
{
    return read_us(CLOCK_MONOTONIC);
}

void rfc3339_format(int64_t at_ms, char ret_text[RFC3339_SIZE])
{
    if (at_ms < YEAR_1_MS)
        at_ms = YEAR_1_MS;
    if (at_ms > YEAR_9999_MS)
        at_ms = YEAR_9999_MS;

    int64_t ms = ((at_ms % 1000) + 1000) % 1000; /* before 1970 the remainder is negative */
    time_t seconds = (time_t)((at_ms - ms) / 1000);
    struct tm utc;
    (void)gmtime_r(&seconds, &utc);
    char day_and_time[RFC3339_SIZE];
    (void)strftime(day_and_time, sizeof(day_and_time), "-%m-%dT%H:%M:%S", &utc);
    (void)snprintf(ret_text, RFC3339_SIZE, "%04u%.15s.%03uZ",
                   (unsigned)(utc.tm_year + 1900) % 10000, day_and_time, (unsigned)ms % 1000);
}

/* Moves *at past exactly `digits` digits; false when one of them is none or the number is not in
 * range. */
static bool read_digits(const char **at, int digits, int min, int max, int *ret_number)
{
    int number = 0;
    for (int i = 0; i < digits; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        number = number * 10 + (**at - '0');
    }
    *ret_number = number;
    return number >= min && number <= max;
}

static bool read_char(const char **at, const char *allowed)
{
    if (**at == '\0' || !strchr(allowed, **at))
        return false;
    (*at)++;
    return true;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool read_date(const char **at, struct tm *ret_date)
{
    int year, month, day;
    if (!read_digits(at, 4, 0, 9999, &year) || !read_char(at, "-") ||
        !read_digits(at, 2, 1, 12, &month) || !read_char(at, "-") ||
        !read_digits(at, 2, 1, days_of_month(year, month), &day))
        return false;
    ret_date->tm_year = year - 1900;
    ret_date->tm_mon = month - 1;
    ret_date->tm_mday = day;
    return true;
}

/* Second 60, which a leap second has, is the first of the next minute: POSIX time counts none. */
static bool read_time(const char **at, struct tm *ret_time)
{
    return read_digits(at, 2, 0, 23, &ret_time->tm_hour) && read_char(at, ":") &&
           read_digits(at, 2, 0, 59, &ret_time->tm_min) && read_char(at, ":") &&
           read_digits(at, 2, 0, 60, &ret_time->tm_sec);
}

/* ".5" is 500 ms; the digits behind the third are read and cut. No fraction at all is 0. */
static bool read_fraction(const char **at, int *ret_ms)
{
    *ret_ms = 0;
    if (!read_char(at, "."))
        return true;
    int digits = 0;
    for (int weight = 100; **at >= '0' && **at <= '9'; (*at)++, digits++, weight /= 10)
        *ret_ms += (**at - '0') * weight;
    return digits >= 1 && digits <= 9;
}

static bool read_offset(const char **at, int *ret_seconds)
{
    *ret_seconds = 0;
    if (read_char(at, "Zz"))
        return true;
    int sign = **at == '-' ? -1 : 1;
    int hours, minutes;
    if (!read_char(at, "+-") || !read_digits(at, 2, 0, 23, &hours) || !read_char(at, ":") ||
        !read_digits(at, 2, 0, 59, &minutes))
        return false;
    *ret_seconds = sign * (hours * 3600 + minutes * 60);
    return true;
}

bool rfc3339_parse(const char *text, int64_t *ret_ms)
{
    struct tm local = {0};
    int ms, offset_seconds;
    if (!read_date(&text, &local) || !read_char(&text, "Tt") || !read_time(&text, &local) ||
        !read_fraction(&text, &ms) || !read_offset(&text, &offset_seconds) || *text != '\0')
        return false;
    int64_t at_ms = ((int64_t)timegm(&local) - offset_seconds) * 1000 + ms;
    if (at_ms < YEAR_1_MS || at_ms > YEAR_9999_MS)
        return false;
    *ret_ms = at_ms;
    return true;
}
