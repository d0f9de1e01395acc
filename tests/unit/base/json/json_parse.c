/* json_parse.c -- tests of what counts as a JSON object. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json/json_parse.h"
#include "unit/unit.h"

/* Parses a copy without a terminating zero, so that the sanitizer sees every step past the end. */
static enum err parse_bytes(const char *bytes, size_t length)
{
    struct arena *arena = arena_create(1 << 17);
    char *copy = malloc(length ? length : 1);
    if (!copy)
        abort();
    memcpy(copy, bytes, length);
    const cJSON *object = NULL;
    enum err err = json_parse_object(copy, length, arena, &object);
    free(copy);
    CU_ASSERT_EQUAL(err == OK, object != NULL);
    arena_destroy(arena);
    return err;
}

static enum err parse(const char *text)
{
    return parse_bytes(text, strlen(text));
}

static void objects_are_accepted(void)
{
    static const char *const rows[] = {
        "{}",
        " \t\r\n{ } \t\r\n",
        "{\"a\":1}",
        "{\"a\":-0.5e+10,\"b\":[0,-1,10,1E5,1e400],\"c\":{\"d\":[true,false,null]}}",
        "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}",
        "{\"a\":\"\\ud83c\\udfab\"}",
        "{\"a\":\"\\\\u0000\"}",
        "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[\"}",
        "{\"\xec\xa2\x8c\xec\x84\x9d\":\"\xf0\x9f\x8e\xab\x7f\"}",
        "{\"a\":1,\"a\":2}",
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(parse(rows[i]) == OK, rows[i]);
}

static void anything_but_one_whole_object_is_refused(void)
{
    static const char *const rows[] = {
        "",
        " ",
        "null",
        "true",
        "1",
        "\"a\"",
        "[]",
        "[{}]",
        "{",
        "}",
        "{}}",
        "{{}",
        "{]",
        "[}",
        "{}{}",
        "{} x",
        "{},",
        "{}\x01",
        "x{}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{\"a\" 1}",
        "{\"a\":1 2}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":[}",
        "{\"a\":{]}",
        "{\"a\":[1}",
        "{\"a\":nul}",
        "{\"a\":TRUE}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":undefined}",
        "{}//",
        "{\"a\":1/**/}",
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(parse(rows[i]) == ERR_MALFORMED_JSON, rows[i]);
}

static void numbers_of_no_json_are_refused(void)
{
    static const char *const rows[] = {
        "01",  "-01", "-",   "+1",  ".5",    "-.5",   "1.",  "1.e5", "1e",      "1e+",
        "0x1", "1_0", "--1", "1-1", "1e5.5", "1.2.3", "- 1", "00",   "1e400e1", "1\xd9\xa0",
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char text[64];
        (void)snprintf(text, sizeof(text), "{\"a\":%s}", rows[i]);
        CHECK_ROW(parse(text) == ERR_MALFORMED_JSON, text);
        (void)snprintf(text, sizeof(text), "{\"a\":%s", rows[i]);
        CHECK_ROW(parse(text) == ERR_MALFORMED_JSON, text);
    }
}

static void strings_of_no_json_are_refused(void)
{
    static const char *const rows[] = {
        "{\"a\":\"",
        "{\"a\":\"b",
        "{\"a\":\"b\\",
        "{\"a\":\"b\\\"",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\x01\"}",
        "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"\\u0000\":1}",
        "{\"a\":\"b\\u0000c\"}",
        "{\"a\":\"\\ud83c\"}",
        "{\"a\":\"\\udfab\"}",
        "{\"a\":\"\\ud83c\\u0041\"}",
        "{\"a\":\"\\ud83cx\"}",
        "{\"a\":\"\\u000",
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(parse(rows[i]) == ERR_MALFORMED_JSON, rows[i]);
}

static void broken_utf8_is_malformed(void)
{
    CU_ASSERT_EQUAL(parse("{\"a\":\"\xff\"}"), ERR_MALFORMED_JSON);
    CU_ASSERT_EQUAL(parse("{\"a\":\"\xc0\x80\"}"), ERR_MALFORMED_JSON);
    CU_ASSERT_EQUAL(parse("{\"a\":\"\xed\xa0\x80\"}"), ERR_MALFORMED_JSON);
    CU_ASSERT_EQUAL(parse("{\"a\":\"\xe2\x82\"}"), ERR_MALFORMED_JSON);
    CU_ASSERT_EQUAL(parse("{\"\x80\":1}"), ERR_MALFORMED_JSON);
}

static void a_zero_byte_is_malformed(void)
{
    static const char inside[] = "{\"a\":\"b\0c\"}";
    CU_ASSERT_EQUAL(parse_bytes(inside, sizeof(inside) - 1), ERR_MALFORMED_JSON);
    CU_ASSERT_EQUAL(parse_bytes("{}", 3), ERR_MALFORMED_JSON);
}

/* {"a":[[ … ]]} so that the innermost array stands at the given depth. */
static enum err parse_depth(size_t depth)
{
    char text[256] = "{\"a\":";
    size_t used = strlen(text);
    memset(text + used, '[', depth - 1);
    memset(text + used + depth - 1, ']', depth - 1);
    text[used + 2 * (depth - 1)] = '}';
    return parse(text);
}

static void deeper_than_16_is_malformed(void)
{
    CU_ASSERT_EQUAL(parse_depth(2), OK);
    CU_ASSERT_EQUAL(parse_depth(JSON_DEPTH_MAX), OK);
    CU_ASSERT_EQUAL(parse_depth(JSON_DEPTH_MAX + 1), ERR_MALFORMED_JSON);
    CU_ASSERT_EQUAL(parse_depth(100), ERR_MALFORMED_JSON);
}

/* {"a":[0,0, … ]} with so many zeros. */
static enum err parse_zeros(size_t count)
{
    char *text = malloc(2 * count + 16);
    static const char head[] = "{\"a\":[0";
    size_t used = sizeof(head) - 1;
    memcpy(text, head, used);
    for (size_t i = 1; i < count; i++) {
        text[used++] = ',';
        text[used++] = '0';
    }
    text[used++] = ']';
    text[used++] = '}';
    enum err err = parse_bytes(text, used);
    free(text);
    return err;
}

/* 15 MiB of them would take 664 MB. */
static void more_than_a_million_values_are_too_many(void)
{
    CU_ASSERT_EQUAL(parse_zeros(JSON_VALUES_MAX - 1), OK);
    CU_ASSERT_EQUAL(parse_zeros(JSON_VALUES_MAX), ERR_BODY_TOO_LARGE);
}

static void many_arrays_side_by_side_are_not_deep(void)
{
    CU_ASSERT_EQUAL(parse("{\"a\":[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]]}"), OK);
}

CU_TestInfo json_parse_tests[] = {
    UNIT(objects_are_accepted),
    UNIT(anything_but_one_whole_object_is_refused),
    UNIT(numbers_of_no_json_are_refused),
    UNIT(strings_of_no_json_are_refused),
    UNIT(broken_utf8_is_malformed),
    UNIT(a_zero_byte_is_malformed),
    UNIT(deeper_than_16_is_malformed),
    UNIT(more_than_a_million_values_are_too_many),
    UNIT(many_arrays_side_by_side_are_not_deep),
    CU_TEST_INFO_NULL,
};
