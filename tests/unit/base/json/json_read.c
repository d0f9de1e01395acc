/* json_read.c -- tests of the typed reading of members. */
#include <stdio.h>
#include <string.h>

#include "base/json/json_parse.h"
#include "base/json/json_read.h"
#include "unit/unit.h"

#define UUID_A "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define UUID_B "017f22e2-79b0-7cc3-98c4-dc0c0c073990"

/* A reader over the text, which must be an object; the arena dies with close_reader. */
static struct json_reader open_reader(const char *text)
{
    struct arena *arena = arena_create(1 << 17);
    const cJSON *object = NULL;
    if (json_parse_object(text, strlen(text), arena, &object))
        CHECK_ROW(false, text);
    return json_reader(object, arena);
}

static void close_reader(struct json_reader *reader)
{
    arena_destroy(reader->arena);
}

/* Reads the member "m" of {"m":value} in one way and answers nothing:
 * what counts is reader->err. */
typedef void read_fn(struct json_reader *reader);

static void refuses(const char *value, read_fn *read, const char *detail)
{
    char text[512];
    (void)snprintf(text, sizeof(text), value ? "{\"m\":%s}" : "{}", value);
    struct json_reader reader = open_reader(text);
    read(&reader);
    CHECK_ROW(reader.err == ERR_INVALID_MEMBER, text);
    CHECK_ROW(reader.detail && strcmp(reader.detail, detail) == 0, text);
    close_reader(&reader);
}

/* Each value (the last is NULL) is refused with the detail; left out and null are missing. */
static void refuses_all(const char *const values[], read_fn *read, const char *detail)
{
    for (size_t i = 0; values[i]; i++)
        refuses(values[i], read, detail);
    refuses(NULL, read, "m is missing.");
    refuses("null", read, "m is missing.");
}

static void members_of_every_type_are_read(void)
{
    struct json_reader reader =
        open_reader("{\"amount\":500,\"name\":\"Kim\",\"id\":\"" UUID_A "\",\"at\":"
                    "\"2026-12-24T10:00:00Z\",\"seats\":[3,1,2],\"ids\":[\"" UUID_B "\"],"
                    "\"list\":[{},1]}");
    CU_ASSERT_EQUAL(json_int(&reader, "amount", 1, 1000), 500);
    CU_ASSERT_STRING_EQUAL(json_string(&reader, "name", 1, 3), "Kim");
    CU_ASSERT_STRING_EQUAL(json_uuid(&reader, "id").text, UUID_A);
    CU_ASSERT_EQUAL(json_time_ms(&reader, "at"), 1798106400000);
    size_t count = 0;
    const int64_t *seats = json_ints(&reader, "seats", 3, 1, 3, &count);
    CU_ASSERT_EQUAL_FATAL(count, 3);
    CU_ASSERT_TRUE(seats[0] == 3 && seats[1] == 1 && seats[2] == 2);
    const struct uuid *ids = json_uuids(&reader, "ids", 4, &count);
    CU_ASSERT_EQUAL_FATAL(count, 1);
    CU_ASSERT_STRING_EQUAL(ids[0].text, UUID_B);
    CU_ASSERT_PTR_NOT_NULL(json_array(&reader, "list", 2, 2));
    CU_ASSERT_EQUAL(reader.err, OK);
    close_reader(&reader);
}

static void null_counts_as_left_out(void)
{
    struct json_reader reader = open_reader("{\"a\":null,\"b\":false}");
    CU_ASSERT_FALSE(json_has(&reader, "a"));
    CU_ASSERT_TRUE(json_has(&reader, "b"));
    CU_ASSERT_FALSE(json_has(&reader, "c"));
    CU_ASSERT_FALSE(json_has(&reader, "B"));
    close_reader(&reader);
}

static void read_int(struct json_reader *reader)
{
    CU_ASSERT_EQUAL(json_int(reader, "m", -5, 100), 0);
}

static void what_is_no_integer_in_range_is_refused(void)
{
    static const char *const values[] = {
        "\"1\"", "true",   "[1]",   "{}",     "0.5",  "1.0000001",           "1e-1", "-6", "101",
        "1e400", "-1e400", "1e300", "-1e300", "1e19", "9223372036854775808", "\"\"", NULL,
    };
    refuses_all(values, read_int, "m must be a whole number from -5 to 100.");
}

static void read_any_int(struct json_reader *reader)
{
    (void)json_int(reader, "m", INT64_MIN, INT64_MAX);
}

static void integers_that_a_double_cannot_hold_are_refused(void)
{
    static const char *const values[] = {
        "9007199254740992",
        "9007199254740993",
        "-9007199254740994",
        "9223372036854775807",
        "1e16",
        NULL,
    };
    refuses_all(values, read_any_int,
                "m must be a whole number from -9223372036854775808 to 9223372036854775807.");
}

static void every_spelling_of_an_integer_is_read(void)
{
    struct json_reader reader =
        open_reader("{\"a\":1.0,\"b\":1e2,\"c\":-0,\"d\":-5,\"e\":9007199254740991,\"f\":2500e-2}");
    CU_ASSERT_EQUAL(json_int(&reader, "a", 1, 1), 1);
    CU_ASSERT_EQUAL(json_int(&reader, "b", 0, 100), 100);
    CU_ASSERT_EQUAL(json_int(&reader, "c", 0, 0), 0);
    CU_ASSERT_EQUAL(json_int(&reader, "d", -5, 0), -5);
    CU_ASSERT_EQUAL(json_int(&reader, "e", 0, INT64_MAX), 9007199254740991);
    CU_ASSERT_EQUAL(json_int(&reader, "f", 0, 100), 25);
    CU_ASSERT_EQUAL(reader.err, OK);
    close_reader(&reader);
}

static void read_string(struct json_reader *reader)
{
    CU_ASSERT_STRING_EQUAL(json_string(reader, "m", 2, 3), "");
}

static void what_is_no_text_of_that_length_is_refused(void)
{
    static const char *const values[] = {
        "1",
        "true",
        "[\"ab\"]",
        "{}",
        "\"\"",
        "\"a\"",
        "\"abcd\"",
        "\"\xec\xa2\x8c\"",
        "\"\\ud83c\\udfab\"",
        "\"\xec\xa2\x8c\xec\xa2\x8c\xec\xa2\x8c\xec\xa2\x8c\"",
        NULL,
    };
    refuses_all(values, read_string, "m must be a text of 2 to 3 characters.");
}

static void lengths_of_text_count_code_points(void)
{
    struct json_reader reader = open_reader("{\"m\":\"\xec\xa2\x8c\xec\x84\x9d\\ud83c\\udfab\"}");
    CU_ASSERT_STRING_EQUAL(json_string(&reader, "m", 3, 3),
                           "\xec\xa2\x8c\xec\x84\x9d\xf0\x9f\x8e\xab");
    CU_ASSERT_EQUAL(reader.err, OK);
    close_reader(&reader);
}

static void read_uuid(struct json_reader *reader)
{
    CU_ASSERT_STRING_EQUAL(json_uuid(reader, "m").text, "");
}

static void what_is_no_uuid_is_refused(void)
{
    static const char *const values[] = {
        "1", "[]", "{}", "false", "\"\"", "\"seat\"", "[\"" UUID_A "\"]", "\"" UUID_A "0\"", NULL,
    };
    refuses_all(values, read_uuid, "m must be a UUID.");
}

static void read_time(struct json_reader *reader)
{
    CU_ASSERT_EQUAL(json_time_ms(reader, "m"), 0);
}

static void what_is_no_time_is_refused(void)
{
    static const char *const values[] = {
        "1798106400", "\"\"", "\"tomorrow\"", "\"2026-02-30T10:00:00Z\"", "[]", "true", NULL,
    };
    refuses_all(values, read_time, "m must be an RFC 3339 time such as 2026-12-24T10:00:00.000Z.");
}

static void read_bool(struct json_reader *reader)
{
    CU_ASSERT_FALSE(json_bool(reader, "m"));
}

static void what_is_neither_true_nor_false_is_refused(void)
{
    static const char *const values[] = {"1", "0", "\"true\"", "\"\"", "[true]", "{}", NULL};
    refuses_all(values, read_bool, "m must be true or false.");
}

static void read_array(struct json_reader *reader)
{
    CU_ASSERT_PTR_NULL(json_array(reader, "m", 1, 2));
}

static void what_is_no_array_of_that_size_is_refused(void)
{
    static const char *const values[] = {"1", "\"[1]\"", "{}", "{\"0\":1}", "[]", "[1,2,3]", NULL};
    refuses_all(values, read_array, "m must be an array of 1 to 2 elements.");
}

static void read_ints(struct json_reader *reader)
{
    size_t count = 42;
    CU_ASSERT_PTR_NULL(json_ints(reader, "m", 3, 1, 9, &count));
    CU_ASSERT_EQUAL(count, 0);
}

static void a_wrong_element_of_integers_is_named(void)
{
    static const char *const sizes[] = {"1", "[]", "[1,2,3,4]", "{}", NULL};
    refuses_all(sizes, read_ints, "m must be an array of 1 to 3 elements.");
    static const char *const seconds[] = {"[1,0]",    "[1,10]",  "[1,\"2\"]", "[1,1.5]",
                                          "[1,null]", "[1,[2]]", "[1,1e400]", NULL};
    for (size_t i = 0; seconds[i]; i++)
        refuses(seconds[i], read_ints, "m[1] must be a whole number from 1 to 9.");
    refuses("[1,2,1]", read_ints, "m must not name anything twice.");
    refuses("[2,2.0]", read_ints, "m must not name anything twice.");
}

static void read_strings(struct json_reader *reader)
{
    size_t count = 42;
    CU_ASSERT_PTR_NULL(json_strings(reader, "m", 3, 1, 2, &count));
    CU_ASSERT_EQUAL(count, 0);
}

static void a_wrong_element_of_texts_is_named(void)
{
    static const char *const sizes[] = {"\"a\"", "[]", "[\"a\",\"b\",\"c\",\"d\"]", "{}", NULL};
    refuses_all(sizes, read_strings, "m must be an array of 1 to 3 elements.");
    static const char *const seconds[] = {"[\"a\",\"\"]", "[\"a\",\"abc\"]", "[\"a\",1]",
                                          "[\"a\",null]", "[\"a\",[\"b\"]]", NULL};
    refuses_all(seconds, read_strings, "m[1] must be a text of 1 to 2 characters.");
}

static void texts_are_read_in_their_order(void)
{
    size_t count = 0;
    struct json_reader reader = open_reader("{\"m\":[\"b\",\"\xec\xa2\x8c\",\"b\"]}");
    const char *const *texts = json_strings(&reader, "m", 3, 1, 1, &count);
    CU_ASSERT_EQUAL_FATAL(count, 3);
    CU_ASSERT_STRING_EQUAL(texts[1], "\xec\xa2\x8c");
    close_reader(&reader);
}

static void read_uuids(struct json_reader *reader)
{
    size_t count = 42;
    CU_ASSERT_PTR_NULL(json_uuids(reader, "m", 2, &count));
    CU_ASSERT_EQUAL(count, 0);
}

static void a_wrong_element_of_uuids_is_named(void)
{
    static const char *const sizes[] = {"\"" UUID_A "\"", "[]", "[1,2,3]", NULL};
    refuses_all(sizes, read_uuids, "m must be an array of 1 to 2 elements.");
    refuses("[\"" UUID_A "\",\"\"]", read_uuids, "m[1] must be a UUID.");
    refuses("[1]", read_uuids, "m[0] must be a UUID.");
    refuses("[\"" UUID_A "\",\"" UUID_A "\"]", read_uuids, "m must not name anything twice.");
    refuses("[\"" UUID_A "\",\"017F22E2-79B0-7CC3-98C4-DC0C0C07398F\"]", read_uuids,
            "m must not name anything twice.");
}

static void the_first_refusal_sticks(void)
{
    struct json_reader reader = open_reader("{\"a\":\"x\",\"b\":2,\"c\":[1]}");
    size_t count = 42;
    (void)json_int(&reader, "a", 0, 9);
    CU_ASSERT_EQUAL(json_int(&reader, "b", 0, 9), 0);
    CU_ASSERT_STRING_EQUAL(json_string(&reader, "a", 0, 9), "");
    CU_ASSERT_STRING_EQUAL(json_uuid(&reader, "none").text, "");
    CU_ASSERT_PTR_NULL(json_ints(&reader, "c", 1, 0, 9, &count));
    CU_ASSERT_EQUAL(count, 0);
    CU_ASSERT_FALSE(json_has(&reader, "b"));
    json_refuse(&reader, "b", "be something else");
    CU_ASSERT_STRING_EQUAL(reader.detail, "a must be a whole number from 0 to 9.");
    close_reader(&reader);
}

static void a_caller_can_refuse_by_a_rule_of_its_own(void)
{
    struct json_reader reader = open_reader("{\"a\":1}");
    json_refuse(&reader, "a", "be left out when b is given");
    CU_ASSERT_EQUAL(reader.err, ERR_INVALID_MEMBER);
    CU_ASSERT_STRING_EQUAL(reader.detail, "a must be left out when b is given.");
    close_reader(&reader);
}

/* Reads shows[index].sections[0].price, and takes refusals over all the way up. */
static int64_t read_price(struct json_reader *reader, size_t index)
{
    const cJSON *shows = json_array(reader, "shows", 1, 9);
    const cJSON *element = cJSON_GetArrayItem(shows, (int)index);
    struct json_reader show = json_child(reader, element, "shows", index);
    const cJSON *sections = json_array(&show, "sections", 1, 9);
    struct json_reader section = json_child(&show, cJSON_GetArrayItem(sections, 0), "sections", 0);
    int64_t price = json_int(&section, "price", 1, 100);
    json_adopt(&show, &section);
    json_adopt(reader, &show);
    return price;
}

static void the_members_of_children_are_read(void)
{
    struct json_reader reader = open_reader("{\"shows\":[{\"sections\":[{\"price\":7}]}]}");
    CU_ASSERT_EQUAL(read_price(&reader, 0), 7);
    CU_ASSERT_EQUAL(reader.err, OK);
    close_reader(&reader);
}

static void a_refusal_of_a_child_names_its_whole_path(void)
{
    static const struct {
        const char *text, *detail;
    } rows[] = {
        {"{\"shows\":[{\"sections\":[{\"price\":0}]}]}",
         "shows[0].sections[0].price must be a whole number from 1 to 100."},
        {"{\"shows\":[{\"sections\":[{}]}]}", "shows[0].sections[0].price is missing."},
        {"{\"shows\":[{\"sections\":[7]}]}", "shows[0].sections[0] must be an object."},
        {"{\"shows\":[{\"sections\":[null]}]}", "shows[0].sections[0] must be an object."},
        {"{\"shows\":[{}]}", "shows[0].sections is missing."},
        {"{\"shows\":[\"x\"]}", "shows[0] must be an object."},
        {"{\"shows\":7}", "shows must be an array of 1 to 9 elements."},
        {"{}", "shows is missing."},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct json_reader reader = open_reader(rows[i].text);
        CHECK_ROW(read_price(&reader, 0) == 0, rows[i].text);
        CHECK_ROW(reader.err == ERR_INVALID_MEMBER, rows[i].text);
        CHECK_ROW(strcmp(reader.detail, rows[i].detail) == 0, rows[i].text);
        close_reader(&reader);
    }
}

static void read_policy(struct json_reader *reader)
{
    struct json_reader policy = json_member_object(reader, "m");
    CU_ASSERT_EQUAL(json_int(&policy, "rate", 1, 9), 0);
    json_adopt(reader, &policy);
}

static void a_member_can_be_an_object(void)
{
    struct json_reader reader = open_reader("{\"policy\":{\"rate\":5}}");
    struct json_reader policy = json_member_object(&reader, "policy");
    CU_ASSERT_EQUAL(json_int(&policy, "rate", 1, 9), 5);
    CU_ASSERT_EQUAL(policy.err, OK);
    close_reader(&reader);

    static const char *const values[] = {"1", "\"x\"", "[]", "[{}]", "true", NULL};
    refuses_all(values, read_policy, "m must be an object.");
    refuses("{\"rate\":0}", read_policy, "m.rate must be a whole number from 1 to 9.");
}

static void adopting_a_child_that_is_well_changes_nothing(void)
{
    struct json_reader reader = open_reader("{\"a\":{}}");
    struct json_reader child = json_member_object(&reader, "a");
    json_adopt(&reader, &child);
    CU_ASSERT_EQUAL(reader.err, OK);
    json_refuse(&reader, "a", "be first");
    json_refuse(&child, "b", "be second");
    json_adopt(&reader, &child);
    CU_ASSERT_STRING_EQUAL(reader.detail, "a must be first.");
    close_reader(&reader);
}

CU_TestInfo json_read_tests[] = {
    UNIT(members_of_every_type_are_read),
    UNIT(null_counts_as_left_out),
    UNIT(what_is_no_integer_in_range_is_refused),
    UNIT(integers_that_a_double_cannot_hold_are_refused),
    UNIT(every_spelling_of_an_integer_is_read),
    UNIT(what_is_no_text_of_that_length_is_refused),
    UNIT(lengths_of_text_count_code_points),
    UNIT(what_is_no_uuid_is_refused),
    UNIT(what_is_no_time_is_refused),
    UNIT(what_is_neither_true_nor_false_is_refused),
    UNIT(what_is_no_array_of_that_size_is_refused),
    UNIT(a_wrong_element_of_integers_is_named),
    UNIT(a_wrong_element_of_uuids_is_named),
    UNIT(a_wrong_element_of_texts_is_named),
    UNIT(texts_are_read_in_their_order),
    UNIT(the_first_refusal_sticks),
    UNIT(a_caller_can_refuse_by_a_rule_of_its_own),
    UNIT(the_members_of_children_are_read),
    UNIT(a_refusal_of_a_child_names_its_whole_path),
    UNIT(a_member_can_be_an_object),
    UNIT(adopting_a_child_that_is_well_changes_nothing),
    CU_TEST_INFO_NULL,
};
