/* json.c -- fuzzes JSON: parsing, every typed reader, and printing what was parsed. */
#include <assert.h>
#include <string.h>

#include "base/json/json_build.h"
#include "base/json/json_parse.h"
#include "base/json/json_read.h"
#include "fuzz/support/fuzz.h"

#define MEMBERS_READ_MAX 16 /* a reader looks for its member from the first on */
#define COUNT_MAX 8

static void read_scalars(const cJSON *object, const char *name, struct arena *arena)
{
    struct json_reader reader = json_reader(object, arena);
    int64_t number = json_int(&reader, name, -1000, INT64_MAX);
    assert(number >= -1000);
    reader.err = OK;
    (void)json_number(&reader, name, -1000, 1000);
    reader.err = OK;
    assert(strlen(json_string(&reader, name, 1, 20)) <= 80);
    reader.err = OK;
    (void)json_uuid(&reader, name);
    reader.err = OK;
    (void)json_time_ms(&reader, name);
    reader.err = OK;
    (void)json_bool(&reader, name);
}

static void read_lists(const cJSON *object, const char *name, struct arena *arena)
{
    struct json_reader reader = json_reader(object, arena);
    size_t count = 0;
    (void)json_uuids(&reader, name, COUNT_MAX, &count);
    reader.err = OK;
    (void)json_ints(&reader, name, COUNT_MAX, 0, 100, &count);
    reader.err = OK;
    (void)json_strings(&reader, name, COUNT_MAX, 1, 20, &count);
    assert(count <= COUNT_MAX);
}

/* Objects within the object, of which each refusal names its path. */
static void read_children(struct json_reader *parent, const char *name)
{
    const cJSON *array = json_array(parent, name, 0, COUNT_MAX);
    const cJSON *element;
    size_t index = 0;
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader child = json_child(parent, element, name, index++);
        (void)json_int(&child, name, 0, 1);
        json_adopt(parent, &child);
    }
    parent->err = OK;
    struct json_reader child = json_member_object(parent, name);
    (void)json_string(&child, name, 0, 1);
    json_adopt(parent, &child);
    assert(!parent->err || parent->detail);
}

static void read_members(const cJSON *object, struct arena *arena)
{
    const cJSON *member;
    int count = 0;
    cJSON_ArrayForEach(member, object)
    {
        if (count++ == MEMBERS_READ_MAX)
            return;
        struct json_reader reader = json_reader(object, arena);
        read_scalars(object, member->string, arena);
        read_lists(object, member->string, arena);
        read_children(&reader, member->string);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *arena = fuzz_context()->arena;
    const cJSON *object;
    const cJSON *again;
    if (json_parse_object((const char *)bytes, count, arena, &object))
        return 0;
    read_members(object, arena);
    const char *text = json_print(object, arena);
    enum err err = json_parse_object(text, strlen(text), arena, &again);
    assert(!err && strcmp(json_print(again, arena), text) == 0);
    return 0;
}
