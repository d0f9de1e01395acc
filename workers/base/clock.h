/* clock.h -- the time of day, settable by a test, and RFC 3339 on the wire. */
#ifndef USHER_BASE_CLOCK_H
#define USHER_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* A zeroed clock tells the system's time; a test sets fixed_ms to stop it there. */
struct clock {
    int64_t fixed_ms;
};

int64_t clock_now_ms(const struct clock *clock); /* since 1970-01-01T00:00:00Z */
int64_t clock_monotonic_ms(void);                /* for deadlines inside one process */
int64_t clock_monotonic_us(void);                /* of the same clock, for what is measured */

/* "2026-12-24T10:00:00.000Z" and its terminating zero. */
#define RFC3339_SIZE 25

/* A time outside the years 0001 to 9999 is written as the nearest one inside. */
void rfc3339_format(int64_t at_ms, char ret_text[RFC3339_SIZE]);

/*
 * Reads an RFC 3339 date-time with any offset and up to 9 fraction digits (cut to ms). Second 60 is
 * taken for the next one. Refused is what falls outside the years 0001 to 9999 in UTC, which is
 * what SQL knows.
 */
bool rfc3339_parse(const char *text, int64_t *ret_ms);

#endif
