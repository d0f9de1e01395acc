/* pg_values.c -- values on their way to Postgres and back, as text. */
#include "store/pg_values.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text/text.h"

struct pg_call pg_call(const char *sql, struct arena *arena)
{
    return (struct pg_call){.sql = sql, .arena = arena};
}

void pg_text(struct pg_call *call, const char *value)
{
    assert(call->count < PG_PARAMS_MAX);
    call->values[call->count] = value;
    call->count++;
}

void pg_int(struct pg_call *call, int64_t value)
{
    pg_text(call, arena_printf(call->arena, "%lld", (long long)value));
}

void pg_bool(struct pg_call *call, bool value)
{
    pg_text(call, value ? "true" : "false");
}

void pg_uuid(struct pg_call *call, const struct uuid *value)
{
    pg_text(call, value->text[0] ? value->text : NULL);
}

static char *time_text(struct arena *arena, int64_t at_ms)
{
    char *text = arena_alloc(arena, RFC3339_SIZE);
    rfc3339_format(at_ms, text);
    return text;
}

void pg_time(struct pg_call *call, int64_t at_ms)
{
    pg_text(call, time_text(call->arena, at_ms));
}

/* Copies text to where there is room for it, and says where it ended. */
static char *append(char *end, const char *text)
{
    size_t length = strlen(text);
    memcpy(end, text, length + 1);
    return end + length;
}

void pg_bytes(struct pg_call *call, const uint8_t *bytes, size_t count)
{
    if (!bytes) {
        pg_text(call, NULL);
        return;
    }
    static const char digits[] = "0123456789abcdef";
    char *text = arena_alloc(call->arena, 2 * count + sizeof("\\x"));
    char *end = append(text, "\\x");
    for (size_t i = 0; i < count; i++) {
        *end++ = digits[bytes[i] >> 4];
        *end++ = digits[bytes[i] & 15];
    }
    pg_text(call, text);
}

/* An array literal of elements that need no quotes: numbers, ids, times. */
static void pg_array(struct pg_call *call, const char **elements, size_t count)
{
    size_t size = sizeof("{}");
    for (size_t i = 0; i < count; i++)
        size += strlen(elements[i]) + 1;
    char *text = arena_alloc(call->arena, size);
    char *end = append(text, "{");
    for (size_t i = 0; i < count; i++) {
        end = append(end, i > 0 ? "," : "");
        end = append(end, elements[i]);
    }
    (void)append(end, "}");
    pg_text(call, text);
}

void pg_uuids(struct pg_call *call, const struct uuid *values, size_t count)
{
    const char **elements = arena_array(call->arena, count, sizeof(*elements));
    for (size_t i = 0; i < count; i++)
        elements[i] = values[i].text;
    pg_array(call, elements, count);
}

void pg_ints(struct pg_call *call, const int64_t *values, size_t count)
{
    const char **elements = arena_array(call->arena, count, sizeof(*elements));
    for (size_t i = 0; i < count; i++)
        elements[i] = arena_printf(call->arena, "%lld", (long long)values[i]);
    pg_array(call, elements, count);
}

void pg_times(struct pg_call *call, const int64_t *values_ms, size_t count)
{
    const char **elements = arena_array(call->arena, count, sizeof(*elements));
    for (size_t i = 0; i < count; i++)
        elements[i] = time_text(call->arena, values_ms[i]);
    pg_array(call, elements, count);
}

void pg_result_release(PGresult **result)
{
    PQclear(*result);
    *result = NULL;
}

int pg_rows(const PGresult *result)
{
    return PQntuples(result);
}

bool pg_is_null(const PGresult *result, int row, int column)
{
    return PQgetisnull(result, row, column);
}

/* Our own statements choose the columns, so one that is no whole number is a mistake of ours. */
int64_t pg_get_int(const PGresult *result, int row, int column)
{
    int64_t value = 0;
    bool ok = pg_is_null(result, row, column) ||
              text_to_int64(PQgetvalue(result, row, column), INT64_MIN, INT64_MAX, &value);
    assert(ok);
    (void)ok;
    return value;
}

bool pg_get_bool(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column)[0] == 't';
}

struct uuid pg_get_uuid(const PGresult *result, int row, int column)
{
    struct uuid uuid = {.text = ""};
    bool ok = pg_is_null(result, row, column) || uuid_parse(PQgetvalue(result, row, column), &uuid);
    assert(ok);
    (void)ok;
    return uuid;
}

/* "2026-12-24 10:00:00.123456+00" is RFC 3339 but for the blank and the minutes of the offset. */
int64_t pg_get_time_ms(const PGresult *result, int row, int column)
{
    if (pg_is_null(result, row, column))
        return 0;
    char text[64];
    int length = snprintf(text, sizeof(text), "%s:00", PQgetvalue(result, row, column));
    text[strlen("2026-12-24")] = 'T';
    int64_t at_ms = 0;
    bool ok = length < (int)sizeof(text) && rfc3339_parse(text, &at_ms);
    assert(ok);
    (void)ok;
    return at_ms;
}

const char *pg_peek_text(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column);
}

const char *pg_get_text(const PGresult *result, int row, int column, struct arena *arena)
{
    if (pg_is_null(result, row, column))
        return NULL;
    return arena_strdup(arena, PQgetvalue(result, row, column));
}

static uint8_t hex_value(char digit)
{
    return (uint8_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* Postgres writes a bytea as "\\x" and lower-case digits. */
const uint8_t *pg_get_bytes(const PGresult *result, int row, int column, struct arena *arena,
                            size_t *ret_count)
{
    if (pg_is_null(result, row, column))
        return NULL;
    const char *text = PQgetvalue(result, row, column);
    size_t count = ((size_t)PQgetlength(result, row, column) - strlen("\\x")) / 2;
    uint8_t *bytes = arena_alloc(arena, count + 1);
    assert(text[0] == '\\' && text[1] == 'x');
    for (size_t i = 0; i < count; i++)
        bytes[i] = (uint8_t)(hex_value(text[2 * i + 2]) << 4 | hex_value(text[2 * i + 3]));
    *ret_count = count;
    return bytes;
}
