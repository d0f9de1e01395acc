/* log.c -- tests of the log line. */
#include "base/log.h"

#include <string.h>

#include "unit/unit.h"

static void levels_are_read_by_name(void)
{
    enum log_level level = LOG_DEBUG;
    CU_ASSERT_TRUE(log_level_parse("error", &level));
    CU_ASSERT_EQUAL(level, LOG_ERROR);
    CU_ASSERT_TRUE(log_level_parse("debug", &level));
    CU_ASSERT_EQUAL(level, LOG_DEBUG);
}

static void other_names_are_no_levels(void)
{
    static const char *const rows[] = {"", "ERROR", "verbose", "info ", "inf", "0"};
    for (size_t i = 0; i < LENGTH(rows); i++) {
        enum log_level level = LOG_WARN;
        CHECK_ROW(!log_level_parse(rows[i], &level) && level == LOG_WARN, rows[i]);
    }
}

static void log_a_hold(void)
{
    log_info("hold refused code=%s seat=%d", "seat_taken", 12);
}

static void a_line_has_time_level_and_text(void)
{
    char text[256];
    unit_capture_stderr(log_a_hold, text, sizeof(text));
    CU_ASSERT_STRING_EQUAL(text + strlen("2026-12-24T10:00:00.000Z"),
                           " info hold refused code=seat_taken seat=12\n");
    CU_ASSERT_EQUAL(text[10], 'T');
}

static void log_a_forged_line(void)
{
    log_error("name=%s", "Kim\n2026 error forged\x1b[2J\x7f \xea\xb9\x80");
}

static void control_characters_are_escaped(void)
{
    char text[256];
    unit_capture_stderr(log_a_forged_line, text, sizeof(text));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(text, " error name=Kim\\x0a2026 error forged\\x1b[2J\\x7f \xea\xb9\x80\n"));
    CU_ASSERT_PTR_EQUAL(strchr(text, '\n'), text + strlen(text) - 1);
}

static void log_too_much(void)
{
    log_warn("%5000s", "x");
}

static void log_too_much_to_escape(void)
{
    char controls[LOG_LINE_MAX];
    memset(controls, 1, sizeof(controls));
    log_warn("%.*s", (int)sizeof(controls), controls);
}

static void a_long_line_is_cut_and_still_ends(void)
{
    char text[2 * LOG_LINE_MAX];
    unit_capture_stderr(log_too_much, text, sizeof(text));
    CU_ASSERT_EQUAL(strlen(text), LOG_LINE_MAX);
    CU_ASSERT_EQUAL(text[LOG_LINE_MAX - 1], '\n');
    unit_capture_stderr(log_too_much_to_escape, text, sizeof(text));
    CU_ASSERT_TRUE(strlen(text) > LOG_LINE_MAX - 5 && strlen(text) <= LOG_LINE_MAX);
    CU_ASSERT_EQUAL(text[strlen(text) - 1], '\n');
}

static void log_at_every_level(void)
{
    log_error("e");
    log_warn("w");
    log_info("i");
    log_debug("d");
}

static int lines_at(enum log_level level)
{
    char text[512];
    log_set_level(level);
    unit_capture_stderr(log_at_every_level, text, sizeof(text));
    log_set_level(LOG_INFO);
    int lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        lines++;
    return lines;
}

static void only_the_chosen_levels_are_written(void)
{
    CU_ASSERT_EQUAL(lines_at(LOG_ERROR), 1);
    CU_ASSERT_EQUAL(lines_at(LOG_WARN), 2);
    CU_ASSERT_EQUAL(lines_at(LOG_INFO), 3);
    CU_ASSERT_EQUAL(lines_at(LOG_DEBUG), 4);
}

CU_TestInfo log_tests[] = {
    UNIT(levels_are_read_by_name),
    UNIT(other_names_are_no_levels),
    UNIT(a_line_has_time_level_and_text),
    UNIT(control_characters_are_escaped),
    UNIT(a_long_line_is_cut_and_still_ends),
    UNIT(only_the_chosen_levels_are_written),
    CU_TEST_INFO_NULL,
};
