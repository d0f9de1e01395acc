/* json_read.c -- typed reading of members; the first refusal sticks. */
#include "base/json/json_read.h"

#include <math.h>

#include "base/clock.h"
#include "base/text/text.h"

/* 2^53 - 1: the next double already stands for two integers. */
#define EXACT_MAX 9007199254740991.0

static void refuse(struct json_reader *reader, const char *detail)
{
    reader->err = ERR_INVALID_MEMBER;
    reader->detail = detail;
}

struct json_reader json_reader(const cJSON *object, struct arena *arena)
{
    return (struct json_reader){.object = object, .arena = arena, .path = ""};
}

void json_refuse(struct json_reader *reader, const char *name, const char *must)
{
    if (!reader->err)
        refuse(reader, arena_printf(reader->arena, "%s%s must %s.", reader->path, name, must));
}

/* NULL when the member is left out. */
static const cJSON *find(const struct json_reader *reader, const char *name)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(reader->object, name);
    return cJSON_IsNull(member) ? NULL : member;
}

bool json_has(const struct json_reader *reader, const char *name)
{
    return !reader->err && find(reader, name);
}

bool json_is_null(const struct json_reader *reader, const char *name)
{
    return !reader->err && cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(reader->object, name));
}

/* NULL when there is nothing to read, because of this member or an earlier one. */
static const cJSON *require(struct json_reader *reader, const char *name)
{
    if (reader->err)
        return NULL;
    const cJSON *member = find(reader, name);
    if (!member)
        refuse(reader, arena_printf(reader->arena, "%s%s is missing.", reader->path, name));
    return member;
}

static bool is_int(const cJSON *value, int64_t min, int64_t max, int64_t *ret_number)
{
    if (!cJSON_IsNumber(value) ||
        !(value->valuedouble >= -EXACT_MAX && value->valuedouble <= EXACT_MAX))
        return false;
    int64_t number = (int64_t)value->valuedouble;
    if ((double)number != value->valuedouble || number < min || number > max)
        return false;
    *ret_number = number;
    return true;
}

static int64_t value_int(struct json_reader *reader, const cJSON *value, const char *name,
                         int64_t min, int64_t max)
{
    int64_t number = 0;
    if (value && !is_int(value, min, max, &number))
        json_refuse(reader, name,
                    arena_printf(reader->arena, "be a whole number from %lld to %lld",
                                 (long long)min, (long long)max));
    return number;
}

static struct uuid value_uuid(struct json_reader *reader, const cJSON *value, const char *name)
{
    struct uuid uuid = {0};
    if (value && !(cJSON_IsString(value) && uuid_parse(value->valuestring, &uuid)))
        json_refuse(reader, name, "be a UUID");
    return uuid;
}

static const char *value_string(struct json_reader *reader, const cJSON *value, const char *name,
                                size_t min, size_t max)
{
    if (!value)
        return "";
    size_t length = cJSON_IsString(value) ? text_utf8_length(value->valuestring) : 0;
    if (cJSON_IsString(value) && length >= min && length <= max)
        return value->valuestring;
    json_refuse(reader, name,
                arena_printf(reader->arena, "be a text of %zu to %zu characters", min, max));
    return "";
}

int64_t json_int(struct json_reader *reader, const char *name, int64_t min, int64_t max)
{
    return value_int(reader, require(reader, name), name, min, max);
}

double json_number(struct json_reader *reader, const char *name, int64_t min, int64_t max)
{
    const cJSON *member = require(reader, name);
    if (!member)
        return 0;
    double number = cJSON_IsNumber(member) ? member->valuedouble : NAN;
    if (number >= (double)min && number <= (double)max)
        return number;
    json_refuse(reader, name,
                arena_printf(reader->arena, "be a number from %lld to %lld", (long long)min,
                             (long long)max));
    return 0;
}

const char *json_string(struct json_reader *reader, const char *name, size_t min, size_t max)
{
    return value_string(reader, require(reader, name), name, min, max);
}

const char *json_name(struct json_reader *reader, const char *name, size_t min, size_t max)
{
    const char *text = json_string(reader, name, min, max);
    if (text_has_control(text))
        json_refuse(reader, name, "have no control characters");
    return text;
}

struct uuid json_uuid(struct json_reader *reader, const char *name)
{
    return value_uuid(reader, require(reader, name), name);
}

int64_t json_time_ms(struct json_reader *reader, const char *name)
{
    const cJSON *member = require(reader, name);
    int64_t at_ms = 0;
    if (member && !(cJSON_IsString(member) && rfc3339_parse(member->valuestring, &at_ms)))
        json_refuse(reader, name, "be an RFC 3339 time such as 2026-12-24T10:00:00.000Z");
    return at_ms;
}

bool json_bool(struct json_reader *reader, const char *name)
{
    const cJSON *member = require(reader, name);
    if (member && !cJSON_IsBool(member))
        json_refuse(reader, name, "be true or false");
    return cJSON_IsTrue(member);
}

const cJSON *json_array(struct json_reader *reader, const char *name, size_t min, size_t max)
{
    const cJSON *member = require(reader, name);
    if (!member)
        return NULL;
    if (cJSON_IsArray(member)) {
        size_t count = (size_t)cJSON_GetArraySize(member);
        if (count >= min && count <= max)
            return member;
    }
    json_refuse(reader, name,
                arena_printf(reader->arena, "be an array of %zu to %zu elements", min, max));
    return NULL;
}

static const char *element_name(struct json_reader *reader, const char *name, size_t index)
{
    return arena_printf(reader->arena, "%s[%zu]", name, index);
}

const struct uuid *json_uuids(struct json_reader *reader, const char *name, size_t max,
                              size_t *ret_count)
{
    *ret_count = 0;
    const cJSON *array = json_array(reader, name, 1, max);
    if (!array)
        return NULL;
    struct uuid *uuids =
        arena_array(reader->arena, (size_t)cJSON_GetArraySize(array), sizeof(*uuids));
    size_t count = 0;
    const cJSON *element;
    cJSON_ArrayForEach(element, array)
    {
        uuids[count] = value_uuid(reader, element, element_name(reader, name, count));
        for (size_t i = 0; i < count; i++)
            if (uuid_equal(&uuids[i], &uuids[count]))
                json_refuse(reader, name, "not name anything twice");
        if (reader->err)
            return NULL;
        count++;
    }
    *ret_count = count;
    return uuids;
}

const int64_t *json_ints(struct json_reader *reader, const char *name, size_t count_max,
                         int64_t min, int64_t max, size_t *ret_count)
{
    *ret_count = 0;
    const cJSON *array = json_array(reader, name, 1, count_max);
    if (!array)
        return NULL;
    int64_t *numbers =
        arena_array(reader->arena, (size_t)cJSON_GetArraySize(array), sizeof(*numbers));
    size_t count = 0;
    const cJSON *element;
    cJSON_ArrayForEach(element, array)
    {
        numbers[count] = value_int(reader, element, element_name(reader, name, count), min, max);
        for (size_t i = 0; i < count; i++)
            if (numbers[i] == numbers[count])
                json_refuse(reader, name, "not name anything twice");
        if (reader->err)
            return NULL;
        count++;
    }
    *ret_count = count;
    return numbers;
}

const char *const *json_strings(struct json_reader *reader, const char *name, size_t count_max,
                                size_t min, size_t max, size_t *ret_count)
{
    *ret_count = 0;
    const cJSON *array = json_array(reader, name, 1, count_max);
    if (!array)
        return NULL;
    const char **texts =
        arena_array(reader->arena, (size_t)cJSON_GetArraySize(array), sizeof(*texts));
    size_t count = 0;
    const cJSON *element;
    cJSON_ArrayForEach(element, array)
    {
        texts[count] = value_string(reader, element, element_name(reader, name, count), min, max);
        if (reader->err)
            return NULL;
        count++;
    }
    *ret_count = count;
    return texts;
}

static struct json_reader below(struct json_reader *reader, const cJSON *value, const char *name)
{
    struct json_reader child = *reader;
    if (!reader->err && !cJSON_IsObject(value))
        json_refuse(&child, name, "be an object");
    child.object = cJSON_IsObject(value) ? value : NULL;
    child.path = arena_printf(reader->arena, "%s%s.", reader->path, name);
    return child;
}

struct json_reader json_child(struct json_reader *reader, const cJSON *element, const char *name,
                              size_t index)
{
    return below(reader, element, element_name(reader, name, index));
}

struct json_reader json_member_object(struct json_reader *reader, const char *name)
{
    return below(reader, require(reader, name), name);
}

void json_adopt(struct json_reader *reader, const struct json_reader *child)
{
    if (reader->err || !child->err)
        return;
    reader->err = child->err;
    reader->detail = child->detail;
}
