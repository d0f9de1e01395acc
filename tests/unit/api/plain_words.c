/* plain_words.c -- tests of the words of the pages that need no JavaScript. */
#include "api/plain/plain_words.h"

#include <string.h>

#include "unit/http/fixture.h"
#include "unit/unit.h"

static struct arena *fresh_arena(void)
{
    (void)fixture_request(PARAMS("X=1"));
    return fixture_context()->arena;
}

static void the_first_language_that_there_is_is_spoken(void)
{
    static const struct {
        const char *header;
        enum plain_language language;
    } rows[] = {
        {"ko", PLAIN_KOREAN},
        {"KO-kr, en;q=0.5", PLAIN_KOREAN},
        {"fr-CH, fr;q=0.9, ko;q=0.8, en;q=0.7", PLAIN_KOREAN},
        {"en-GB,ko", PLAIN_ENGLISH},
        {"kok, korean", PLAIN_ENGLISH},
        {"fr", PLAIN_ENGLISH},
        {"*", PLAIN_ENGLISH},
        {"", PLAIN_ENGLISH},
        {",,;,k", PLAIN_ENGLISH},
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(plain_language_of(rows[i].header) == rows[i].language, rows[i].header);
    CU_ASSERT_EQUAL(plain_language_of(NULL), PLAIN_ENGLISH);
}

static int gaps_in(const char *text)
{
    int count = 0;
    for (const char *gap = text; (gap = strstr(gap, "{}")); gap += 2)
        count++;
    return count;
}

static void a_word_has_its_gaps_in_both_languages(void)
{
#define PLAIN_ROW(name, english, korean)                   \
    CHECK_ROW(gaps_in(english) == gaps_in(korean), #name); \
    CHECK_ROW(gaps_in(english) <= (WORD_HOURS_AND_MINUTES == (name) ? 2 : 1), #name);
    PLAIN_WORDS(PLAIN_ROW)
#undef PLAIN_ROW
}

static void what_is_filled_in_stands_in_the_gap(void)
{
    CU_ASSERT_STRING_EQUAL(plain_word_with(PLAIN_ENGLISH, WORD_HELD, "%s", fresh_arena()),
                           "Held for you: %s");
    CU_ASSERT_STRING_EQUAL(plain_word_with(PLAIN_KOREAN, WORD_MINUTES, "3", fresh_arena()), "3분");
}

static void numbers_have_commas(void)
{
    static const struct {
        int64_t value;
        const char *text;
    } rows[] = {{0, "0"},
                {999, "999"},
                {1000, "1,000"},
                {100020, "100,020"},
                {1000000, "1,000,000"},
                {INT64_MAX, "9,223,372,036,854,775,807"}};
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(strcmp(plain_number(rows[i].value, fresh_arena()), rows[i].text) == 0,
                  rows[i].text);
}

static void an_interval_is_only_as_exact_as_anybody_knows(void)
{
    static const struct {
        int64_t seconds;
        const char *text;
    } rows[] = {{0, "less than a minute"},
                {44, "less than a minute"},
                {45, "1 min"},
                {3569, "59 min"},
                {3570, "1 h"},
                {4020, "1 h 7 min"},
                {10769, "2 h 59 min"},
                {10770, "3 h"},
                {126000, "35 h"},
                {129600, "2 days"},
                {864000, "10 days"}};
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(strcmp(plain_duration(PLAIN_ENGLISH, rows[i].seconds, fresh_arena()),
                         rows[i].text) == 0,
                  rows[i].text);
}

/* The same rows are in tests/browser/words.test.mjs: the other pages call a seat the same. */
static void a_seat_is_called_what_it_is_called_elsewhere(void)
{
    static const struct {
        struct seat_name name;
        const char *english;
        const char *korean;
    } rows[] = {
        {{"R", "A", "5", NULL}, "Section R, row A, seat 5", "R구역 A열 5번"},
        {{"B-2", "", "7", NULL}, "Section B-2, seat 7", "B-2구역 7번"},
        {{"Stalls", "row 3", "12", NULL}, "Stalls, row 3, seat 12", "Stalls row 3열 12번"},
        {{"1층 B구역", "8열", "11번", NULL}, "1층 B구역, row 8열, seat 11번", "1층 B구역 8열 11번"},
        {{"1층 B구역", "8", "11", NULL}, "1층 B구역, row 8, seat 11", "1층 B구역 8열 11번"},
        {{"R", "A", NULL, "2 A12"}, "Section R, 2 A12", "R구역 2 A12"},
        {{"Floor Gold", "T1", NULL, "Table 1, Chair 2"},
         "Floor Gold, Table 1, Chair 2",
         "Floor Gold Table 1, Chair 2"},
        {{"Floor Gold", "T1", NULL, "Floor, Table 1, 2"}, "Floor, Table 1, 2", "Floor, Table 1, 2"},
        {{"2", "A", NULL, "2 A12"}, "Section 2, 2 A12", "2구역 2 A12"},
        {{"Floor", "A", NULL, "Floor"}, "Floor, Floor", "Floor Floor"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        const char *english = plain_seat_name(PLAIN_ENGLISH, &rows[i].name, fresh_arena());
        CHECK_ROW(strcmp(english, rows[i].english) == 0, english);
        const char *korean = plain_seat_name(PLAIN_KOREAN, &rows[i].name, fresh_arena());
        CHECK_ROW(strcmp(korean, rows[i].korean) == 0, korean);
    }
}

CU_TestInfo api_plain_words_tests[] = {
    UNIT(a_seat_is_called_what_it_is_called_elsewhere),
    UNIT(the_first_language_that_there_is_is_spoken),
    UNIT(a_word_has_its_gaps_in_both_languages),
    UNIT(what_is_filled_in_stands_in_the_gap),
    UNIT(numbers_have_commas),
    UNIT(an_interval_is_only_as_exact_as_anybody_knows),
    CU_TEST_INFO_NULL,
};
