/* json_build.c -- tests of building and printing JSON. */
#include <string.h>

#include "base/json/json_build.h"
#include "base/json/json_parse.h"
#include "base/json/json_read.h"
#include "unit/unit.h"

/* Prints the tree, compares, and frees it. */
static void prints(cJSON *tree, const char *expected)
{
    struct arena *arena = arena_create(1 << 16);
    CU_ASSERT_STRING_EQUAL(json_print(tree, arena), expected);
    cJSON_Delete(tree);
    arena_destroy(arena);
}

static void integers_are_exact_in_all_64_bits(void)
{
    cJSON *object = json_object();
    json_add_int(object, "min", INT64_MIN);
    json_add_int(object, "zero", 0);
    json_add_int(object, "large", 9007199254740993);
    json_add_int(object, "max", INT64_MAX);
    prints(object, "{\"min\":-9223372036854775808,\"zero\":0,\"large\":9007199254740993,"
                   "\"max\":9223372036854775807}");
}

static void every_type_has_its_form(void)
{
    cJSON *object = json_object();
    json_add_string(object, "name", "Kim \"Minji\"\n\xea\xb9\x80");
    json_add_string(object, "nothing", NULL);
    json_add_bool(object, "yes", true);
    json_add_bool(object, "no", false);
    json_add_null(object, "nextCursor");
    json_add_time(object, "opensAt", 1798106400000);
    prints(object, "{\"name\":\"Kim \\\"Minji\\\"\\n\xea\xb9\x80\",\"nothing\":null,\"yes\":true,"
                   "\"no\":false,\"nextCursor\":null,\"opensAt\":\"2026-12-24T10:00:00.000Z\"}");
}

static void a_list_of_integers_may_be_empty_or_as_large_as_can_be(void)
{
    static const int32_t values[] = {INT32_MIN, -1, 0, INT32_MAX, INT32_MIN};
    cJSON *object = json_object();
    json_add_ints(object, "all", values, LENGTH(values));
    json_add_ints(object, "none", values, 0);
    prints(object, "{\"all\":[-2147483648,-1,0,2147483647,-2147483648],\"none\":[]}");
}

static void a_text_of_json_is_taken_as_it_is(void)
{
    cJSON *object = json_object();
    json_add_raw(object, "areas", "[{\"x\": 1}]");
    prints(object, "{\"areas\":[{\"x\": 1}]}");
}

static void trees_nest(void)
{
    cJSON *list = json_list();
    json_append_int(list, INT64_MAX);
    json_append_string(list, "A12");
    json_append_string(list, NULL);
    json_append(list, json_object());
    json_append(list, json_list());
    cJSON *object = json_object();
    json_add(object, "seats", list);
    prints(object, "{\"seats\":[9223372036854775807,\"A12\",null,{},[]]}");
}

static void what_is_printed_can_be_parsed(void)
{
    struct arena *arena = arena_create(1 << 16);
    cJSON *object = json_object();
    json_add_int(object, "points", 100000000);
    json_add_string(object, "name", "\x01\x1f\x7f \\ / \xf0\x9f\x8e\xab");
    const char *text = json_print(object, arena);
    cJSON_Delete(object);

    const cJSON *again = NULL;
    CU_ASSERT_EQUAL_FATAL(json_parse_object(text, strlen(text), arena, &again), OK);
    struct json_reader reader = json_reader(again, arena);
    CU_ASSERT_EQUAL(json_int(&reader, "points", 0, 100000000), 100000000);
    CU_ASSERT_STRING_EQUAL(json_string(&reader, "name", 1, 10),
                           "\x01\x1f\x7f \\ / \xf0\x9f\x8e\xab");
    arena_destroy(arena);
}

CU_TestInfo json_build_tests[] = {
    UNIT(integers_are_exact_in_all_64_bits),
    UNIT(every_type_has_its_form),
    UNIT(a_list_of_integers_may_be_empty_or_as_large_as_can_be),
    UNIT(a_text_of_json_is_taken_as_it_is),
    UNIT(trees_nest),
    UNIT(what_is_printed_can_be_parsed),
    CU_TEST_INFO_NULL,
};
