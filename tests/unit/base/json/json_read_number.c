/* json_read_number.c -- tests of numbers that may have a fraction. */
#include <string.h>

#include "base/json/json_parse.h"
#include "base/json/json_read.h"
#include "unit/unit.h"

static struct json_reader read_m(const char *text, struct arena *arena, double *ret_number)
{
    const cJSON *object = NULL;
    if (json_parse_object(text, strlen(text), arena, &object))
        CHECK_ROW(false, text);
    struct json_reader reader = json_reader(object, arena);
    *ret_number = json_number(&reader, "m", -2, 3);
    return reader;
}

static void a_number_may_have_a_fraction(void)
{
    static const struct {
        const char *text;
        double number;
    } rows[] = {{"{\"m\":-1.5}", -1.5}, {"{\"m\":3}", 3}, {"{\"m\":2.5e-1}", 0.25}};
    struct arena *arena = arena_create(1 << 14);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        double number = 0;
        CHECK_ROW(!read_m(rows[i].text, arena, &number).err, rows[i].text);
        CHECK_ROW(number == rows[i].number, rows[i].text);
    }
    arena_destroy(arena);
}

static void what_is_no_number_in_range_is_refused(void)
{
    static const char *const texts[] = {
        "{\"m\":\"1\"}", "{\"m\":true}",  "{\"m\":[]}",    "{\"m\":3.0001}",
        "{\"m\":-2.5}",  "{\"m\":1e300}", "{\"m\":1e999}", "{\"m\":-1e999}",
    };
    struct arena *arena = arena_create(1 << 14);
    for (size_t i = 0; i < LENGTH(texts); i++) {
        double number = 1;
        struct json_reader reader = read_m(texts[i], arena, &number);
        CHECK_ROW(reader.err == ERR_INVALID_MEMBER && number == 0, texts[i]);
        CHECK_ROW(strcmp(reader.detail, "m must be a number from -2 to 3.") == 0, texts[i]);
    }
    arena_destroy(arena);
}

CU_TestInfo json_read_number_tests[] = {
    UNIT(a_number_may_have_a_fraction),
    UNIT(what_is_no_number_in_range_is_refused),
    CU_TEST_INFO_NULL,
};
