/* json_build.c -- building and printing a JSON tree. */
#include "base/json/json_build.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"

/* cJSON answers NULL or false here only when there is no memory left,
 * and nothing can be done then. */
static void must(bool done)
{
    if (done)
        return;
    log_error("out of memory while building JSON");
    abort();
}

static cJSON *created(cJSON *value)
{
    must(value);
    return value;
}

/* As text of its own: cJSON prints a number as a double and would round the large ones. Answers are
 * full of numbers, and printf takes many times as long for one. */
static cJSON *number(int64_t value)
{
    char digits[24];
    char *at = digits + sizeof(digits) - 1;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    *at = '\0';
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--at = '-';
    return created(cJSON_CreateRaw(at));
}

static cJSON *string(const char *value)
{
    return created(value ? cJSON_CreateString(value) : cJSON_CreateNull());
}

cJSON *json_object(void)
{
    return created(cJSON_CreateObject());
}

cJSON *json_list(void)
{
    return created(cJSON_CreateArray());
}

void json_add_int(cJSON *object, const char *name, int64_t value)
{
    json_add(object, name, number(value));
}

/* As one text too: a list of a hundred thousand numbers would be as many nodes. */
void json_add_ints(cJSON *object, const char *name, const int32_t *values, size_t count)
{
    const size_t digits_max = 12; /* "-2147483648" and a comma */
    char *text = malloc(count * digits_max + 3);
    must(text);
    char *at = text;
    *at++ = '[';
    for (size_t i = 0; i < count; i++)
        at += snprintf(at, digits_max + 1, "%s%d", i > 0 ? "," : "", (int)values[i]);
    *at++ = ']';
    *at = '\0';
    json_add_raw(object, name, text);
    free(text);
}

void json_add_raw(cJSON *object, const char *name, const char *json)
{
    json_add(object, name, created(cJSON_CreateRaw(json)));
}

void json_add_millionths(cJSON *object, const char *name, int64_t millionths)
{
    char digits[32];
    (void)snprintf(digits, sizeof(digits), "%lld.%06lld", (long long)(millionths / 1000000),
                   (long long)(millionths % 1000000));
    json_add(object, name, created(cJSON_CreateRaw(digits)));
}

void json_add_string(cJSON *object, const char *name, const char *value)
{
    json_add(object, name, string(value));
}

void json_add_bool(cJSON *object, const char *name, bool value)
{
    json_add(object, name, created(cJSON_CreateBool(value)));
}

void json_add_null(cJSON *object, const char *name)
{
    json_add(object, name, string(NULL));
}

void json_add_time(cJSON *object, const char *name, int64_t at_ms)
{
    char text[RFC3339_SIZE];
    rfc3339_format(at_ms, text);
    json_add_string(object, name, text);
}

void json_add(cJSON *object, const char *name, cJSON *value)
{
    must(cJSON_AddItemToObjectCS(object, name, value));
}

void json_append(cJSON *list, cJSON *value)
{
    must(cJSON_AddItemToArray(list, value));
}

void json_append_int(cJSON *list, int64_t value)
{
    json_append(list, number(value));
}

void json_append_string(cJSON *list, const char *value)
{
    json_append(list, string(value));
}

const char *json_print(const cJSON *tree, struct arena *arena)
{
    char *text = cJSON_PrintUnformatted(tree);
    must(text);
    const char *copy = arena_strdup(arena, text);
    cJSON_free(text);
    return copy;
}
