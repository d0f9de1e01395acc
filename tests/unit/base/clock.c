/* clock.c -- tests of the time of day and of RFC 3339. */
#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "unit/unit.h"

static void a_zeroed_clock_tells_the_time_of_day(void)
{
    struct clock clock = {0};
    int64_t before_s = (int64_t)time(NULL);
    int64_t now_ms = clock_now_ms(&clock);
    CU_ASSERT_TRUE(now_ms >= (before_s - 1) * 1000 && now_ms < ((int64_t)time(NULL) + 2) * 1000);
}

static void a_fixed_clock_stands_still(void)
{
    struct clock clock = {.fixed_ms = 1766570400000};
    CU_ASSERT_EQUAL(clock_now_ms(&clock), 1766570400000);
}

static void the_monotonic_clock_never_goes_back(void)
{
    int64_t before_ms = clock_monotonic_ms();
    CU_ASSERT_TRUE(clock_monotonic_ms() >= before_ms);
}

static const struct {
    const char *text;
    int64_t at_ms;
} canonical[] = {
    {"1970-01-01T00:00:00.000Z", 0},
    {"1969-12-31T23:59:59.999Z", -1},
    {"2026-12-24T10:00:00.000Z", 1798106400000},
    {"2024-02-29T23:59:59.123Z", 1709251199123},
    {"0001-01-01T00:00:00.000Z", -62135596800000},
    {"9999-12-31T23:59:59.999Z", 253402300799999},
};

static void times_go_out_and_come_back(void)
{
    for (size_t i = 0; i < LENGTH(canonical); i++) {
        char text[RFC3339_SIZE];
        rfc3339_format(canonical[i].at_ms, text);
        CHECK_ROW(strcmp(text, canonical[i].text) == 0, canonical[i].text);
        int64_t at_ms = 42;
        CHECK_ROW(rfc3339_parse(text, &at_ms) && at_ms == canonical[i].at_ms, canonical[i].text);
    }
}

static void times_past_the_end_are_written_as_the_end(void)
{
    char text[RFC3339_SIZE];
    rfc3339_format(INT64_MAX, text);
    CU_ASSERT_STRING_EQUAL(text, "9999-12-31T23:59:59.999Z");
    rfc3339_format(INT64_MIN, text);
    CU_ASSERT_STRING_EQUAL(text, "0001-01-01T00:00:00.000Z");
}

static void every_spelling_of_a_time_is_read(void)
{
    static const struct {
        const char *text;
        int64_t at_ms;
    } rows[] = {
        {"2026-12-24T10:00:00Z", 1798106400000},
        {"2026-12-24t10:00:00z", 1798106400000},
        {"2026-12-24T19:00:00+09:00", 1798106400000},
        {"2026-12-24T04:30:00-05:30", 1798106400000},
        {"2026-12-24T10:00:00-00:00", 1798106400000},
        {"2026-12-25T09:59:00+23:59", 1798106400000},
        {"2026-12-24T10:00:00.5Z", 1798106400500},
        {"2026-12-24T10:00:00.05Z", 1798106400050},
        {"2026-12-24T10:00:00.123456789Z", 1798106400123},
        {"2026-12-24T10:00:00.999999999Z", 1798106400999},
        {"1969-12-31T23:59:59.9999Z", -1},
        {"2000-02-29T00:00:00Z", 951782400000},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        int64_t at_ms = 42;
        CHECK_ROW(rfc3339_parse(rows[i].text, &at_ms) && at_ms == rows[i].at_ms, rows[i].text);
    }
}

static void a_leap_second_is_the_next_one(void)
{
    int64_t leap, next;
    CU_ASSERT_TRUE(rfc3339_parse("2016-12-31T23:59:60.250Z", &leap));
    CU_ASSERT_TRUE(rfc3339_parse("2017-01-01T00:00:00.250Z", &next));
    CU_ASSERT_EQUAL(leap, next);
}

static void what_is_no_time_is_refused(void)
{
    static const char *const rows[] = {
        "",
        "now",
        "2026-12-24",
        "2026-12-24T10:00Z",
        "2026-12-24T10:00:00",
        "2026-12-24 10:00:00Z",
        "2026-12-24T10:00:00Z ",
        " 2026-12-24T10:00:00Z",
        "2026-12-24T10:00:00ZZ",
        "2026-12-24T10:00:00.Z",
        "2026-12-24T10:00:00,5Z",
        "2026-12-24T10:00:00.1234567890Z",
        "2026-12-24T10:00:00+0900",
        "2026-12-24T10:00:00+09",
        "2026-12-24T10:00:00+24:00",
        "2026-12-24T10:00:00+09:60",
        "2026-12-24T10:00:00+09:00Z",
        "2026-12-24T24:00:00Z",
        "2026-12-24T23:60:00Z",
        "2026-12-31T23:59:61Z",
        "2026-12-32T10:00:00Z",
        "2026-12-00T10:00:00Z",
        "2026-13-01T10:00:00Z",
        "2026-00-01T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2100-02-29T10:00:00Z",
        "2024-02-30T10:00:00Z",
        "2026-04-31T10:00:00Z",
        "2026-1-24T10:00:00Z",
        "26-12-24T10:00:00Z",
        "+2026-12-24T10:00:00Z",
        "-026-12-24T10:00:00Z",
        "12026-12-24T10:00:00Z",
        "2026-12-24T1\xd9\xa0:00:00Z",
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        int64_t at_ms = 42;
        CHECK_ROW(!rfc3339_parse(rows[i], &at_ms) && at_ms == 42, rows[i]);
    }
}

CU_TestInfo clock_tests[] = {
    UNIT(a_zeroed_clock_tells_the_time_of_day),
    UNIT(a_fixed_clock_stands_still),
    UNIT(the_monotonic_clock_never_goes_back),
    UNIT(times_go_out_and_come_back),
    UNIT(times_past_the_end_are_written_as_the_end),
    UNIT(every_spelling_of_a_time_is_read),
    UNIT(a_leap_second_is_the_next_one),
    UNIT(what_is_no_time_is_refused),
    CU_TEST_INFO_NULL,
};
