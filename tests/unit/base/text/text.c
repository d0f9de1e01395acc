/* text.c -- tests of the questions about strings. */
#include "base/text/text.h"

#include <string.h>

#include "unit/unit.h"

static void well_formed_utf8_is_known(void)
{
    static const char *const rows[] = {
        "",
        "seat A12",
        "\x7f",
        "\xc2\x80",
        "\xdf\xbf",
        "\xe0\xa0\x80",
        "\xed\x9f\xbf",
        "\xee\x80\x80",
        "\xef\xbf\xbf",
        "\xf0\x90\x80\x80",
        "\xf4\x8f\xbf\xbf",
        "\xec\xa2\x8c\xec\x84\x9d",
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(text_is_utf8(rows[i], strlen(rows[i])), rows[i]);
}

static void broken_utf8_is_refused(void)
{
    static const struct {
        const char *name, *text;
    } rows[] = {
        {"continuation alone", "\x80"},
        {"overlong of two", "\xc0\x80"},
        {"overlong of two", "\xc1\xbf"},
        {"overlong of three", "\xe0\x9f\xbf"},
        {"overlong of four", "\xf0\x8f\xbf\xbf"},
        {"first surrogate", "\xed\xa0\x80"},
        {"last surrogate", "\xed\xbf\xbf"},
        {"past U+10FFFF", "\xf4\x90\x80\x80"},
        {"five bytes", "\xf8\x88\x80\x80\x80"},
        {"0xFF", "\xff"},
        {"cut after one of two", "\xc3"},
        {"cut after two of three", "\xe2\x82"},
        {"cut after three of four", "\xf0\x9f\x98"},
        {"a letter in the second place", "\xe2(\xa1"},
        {"a letter in the third place", "\xe2\x82("},
        {"a letter in the fourth place", "\xf0\x9f\x98("},
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(!text_is_utf8(rows[i].text, strlen(rows[i].text)), rows[i].name);
    CU_ASSERT_FALSE(text_is_utf8("a\0b", 3));
}

static void lengths_count_code_points(void)
{
    CU_ASSERT_EQUAL(text_utf8_length(""), 0);
    CU_ASSERT_EQUAL(text_utf8_length("seat"), 4);
    CU_ASSERT_EQUAL(text_utf8_length("\xec\xa2\x8c\xec\x84\x9d"), 2);
    CU_ASSERT_EQUAL(text_utf8_length("\xf0\x9f\x8e\xab!"), 2);
}

static void whole_numbers_are_read(void)
{
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {
        {"0", 0},
        {"-0", 0},
        {"7", 7},
        {"007", 7},
        {"-500", -500},
        {"9223372036854775807", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        int64_t value = 42;
        CHECK_ROW(text_to_int64(rows[i].text, INT64_MIN, INT64_MAX, &value), rows[i].text);
        CHECK_ROW(value == rows[i].value, rows[i].text);
    }
}

static void what_is_no_number_in_range_is_refused(void)
{
    static const char *const rows[] = {
        "",
        "-",
        "--1",
        "+1",
        " 1",
        "1 ",
        "1.0",
        "1e1",
        "0x1",
        "ten",
        "1,0",
        "101",
        "-11",
        "1\n",
        "99999999999999999999",
        "9223372036854775808",
        "-9223372036854775809",
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        int64_t value = 42;
        CHECK_ROW(!text_to_int64(rows[i], -10, 100, &value) && value == 42, rows[i]);
    }
}

static void the_ends_of_the_range_belong_to_it(void)
{
    int64_t value = 42;
    CU_ASSERT_TRUE(text_to_int64("-10", -10, 100, &value));
    CU_ASSERT_EQUAL(value, -10);
    CU_ASSERT_TRUE(text_to_int64("100", -10, 100, &value));
    CU_ASSERT_EQUAL(value, 100);
}

static void what_a_terminal_obeys_becomes_visible(void)
{
    static const struct {
        const char *text, *visible;
    } rows[] = {
        {"Kim \xea\xb9\x80 \xf0\x9f\x8e\xab", "Kim \xea\xb9\x80 \xf0\x9f\x8e\xab"},
        {"\x1b[2J\r\n\t\x7f", "\\x1b[2J\\x0d\\x0a\\x09\\x7f"},
        {"\xc2\x9b"
         "31m\xc2\xa0",
         "\\xc2\\x9b"
         "31m\xc2\xa0"},
        {"a\xe2\x80\xae"
         "b\xe2\x81\xa6\xe2\x80\xa8",
         "a\\xe2\\x80\\xae"
         "b\\xe2\\x81\\xa6\\xe2\\x80\\xa8"},
        {"\x9b\xe2\x80", "\\x9b\\xe2\\x80"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char line[100] = {0};
        size_t used = text_append_visible(line, 0, sizeof(line), rows[i].text);
        CHECK_ROW(strcmp(line, rows[i].visible) == 0 && used == strlen(line), rows[i].visible);
        CHECK_ROW(text_has_control(rows[i].text) == (i > 0), rows[i].visible);
    }
}

static void a_visible_character_is_whole_or_left_out(void)
{
    char line[8] = {0};
    CU_ASSERT_EQUAL(text_append_visible(line, 0, 5, "ab\x1b"), 2);
    CU_ASSERT_EQUAL(text_append_visible(line, 3, 5, "\xea\xb9\x80"), 3);
}

static void an_email_is_stored_in_lower_case(void)
{
    char email[EMAIL_SIZE];
    CU_ASSERT_TRUE(email_normalize("Kim.Minji+Tickets@Example.COM", email));
    CU_ASSERT_STRING_EQUAL(email, "kim.minji+tickets@example.com");
}

static void an_email_has_at_most_254_bytes(void)
{
    char text[300] = {0}, email[EMAIL_SIZE];
    memset(text, 'a', 254);
    text[1] = '@';
    text[60] = text[120] = text[180] = text[240] = '.';
    CU_ASSERT_TRUE(email_normalize(text, email));
    CU_ASSERT_STRING_EQUAL(email, text);
    text[254] = 'a';
    CU_ASSERT_FALSE(email_normalize(text, email));
}

static void what_is_no_email_is_refused(void)
{
    static const char *const rows[] = {
        "",
        "@",
        "kim",
        "@example.com",
        "kim@",
        "kim@@example",
        "a@b@c",
        " kim@here",
        "kim@here ",
        "kim minji@here",
        "kim@he\nre",
        "kim@here\x7f",
        "k\t@b",
        "kim@h\x01",
        "k\xc3\xa9@example.com",
        "kim@\xff",
        "kim@exam_ple.com",
        "kim@-example.com",
        "kim@example-.com",
        "kim@example..com",
        "kim@example.com.",
        "kim@.example.com",
        "kim(at)@example.com",
        "\"kim\"@example.com",
        "kim@[127.0.0.1]",
        "kim@a123456789012345678901234567890123456789012345678901234567890123.com",
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char email[EMAIL_SIZE] = "before";
        CHECK_ROW(!email_normalize(rows[i], email) && strcmp(email, "before") == 0, rows[i]);
    }
}

CU_TestInfo text_tests[] = {
    UNIT(well_formed_utf8_is_known),
    UNIT(broken_utf8_is_refused),
    UNIT(lengths_count_code_points),
    UNIT(whole_numbers_are_read),
    UNIT(what_is_no_number_in_range_is_refused),
    UNIT(the_ends_of_the_range_belong_to_it),
    UNIT(what_a_terminal_obeys_becomes_visible),
    UNIT(a_visible_character_is_whole_or_left_out),
    UNIT(an_email_is_stored_in_lower_case),
    UNIT(an_email_has_at_most_254_bytes),
    UNIT(what_is_no_email_is_refused),
    CU_TEST_INFO_NULL,
};
