/* query.c -- typed reading of the query string, and of a form, which has the same shape. */
#include "http/query.h"

#include <string.h>

#include "base/text/text.h"

#define VALUE_BYTES_MAX 200
#define FIELD_BYTES_MAX 512 /* a password of 128 code points */

struct raw_value {
    const char *text;
    size_t length;
};

struct query_reader query_reader(const struct request *request)
{
    return (struct query_reader){
        .request = request,
        .pairs = request->query,
        .value_bytes_max = VALUE_BYTES_MAX,
        .refusal = ERR_INVALID_PARAMETER,
    };
}

struct query_reader form_reader(const struct request *request)
{
    return (struct query_reader){
        .request = request,
        .pairs = request->body_text,
        .value_bytes_max = FIELD_BYTES_MAX,
        .refusal = ERR_INVALID_MEMBER,
    };
}

static void refuse(struct query_reader *reader, const char *name, const char *must)
{
    struct arena *arena = reader->request->context->arena;
    reader->err = reader->refusal;
    reader->detail = arena_printf(arena, "%s must be %s.", name, must);
}

/* The first parameter of that name, as it was sent; text is NULL when there is none. */
static struct raw_value find(const char *pairs, const char *name)
{
    size_t name_length = strlen(name);
    for (const char *at = pairs; *at;) {
        size_t length = strcspn(at, "&");
        size_t name_end = strcspn(at, "=&");
        if (name_end == name_length && strncmp(at, name, name_length) == 0) {
            size_t skip = name_end < length ? name_end + 1 : length;
            return (struct raw_value){.text = at + skip, .length = length - skip};
        }
        at += at[length] ? length + 1 : length;
    }
    return (struct raw_value){0};
}

static int hex_digit(char letter)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *at = letter ? strchr(digits, letter) : NULL;
    if (!at)
        return -1;
    int value = (int)(at - digits);
    return value < 16 ? value : value - 6;
}

/* Undoes %XX and '+' (URL Standard, application/x-www-form-urlencoded). NULL: a broken escape. */
static const char *decode(struct raw_value raw, struct arena *arena)
{
    char *value = arena_alloc(arena, raw.length + 1);
    char *out = value;
    for (size_t i = 0; i < raw.length; i++) {
        if (raw.text[i] != '%') {
            *out++ = raw.text[i] == '+' ? ' ' : raw.text[i];
            continue;
        }
        int high = i + 2 < raw.length ? hex_digit(raw.text[i + 1]) : -1;
        int low = i + 2 < raw.length ? hex_digit(raw.text[i + 2]) : -1;
        if (high < 0 || low < 0 || (high == 0 && low == 0))
            return NULL;
        *out++ = (char)(high * 16 + low);
        i += 2;
    }
    return value;
}

const char *query_text(struct query_reader *reader, const char *name)
{
    struct arena *arena = reader->request->context->arena;
    struct raw_value raw = find(reader->pairs, name);
    size_t most = reader->value_bytes_max;
    if (reader->err || !raw.text)
        return NULL;
    const char *value = raw.length <= 3 * most ? decode(raw, arena) : NULL;
    if (!value || strlen(value) > most || !text_is_utf8(value, strlen(value))) {
        refuse(reader, name,
               arena_printf(arena, "percent-encoded UTF-8 of at most %zu bytes", most));
        return NULL;
    }
    return value;
}

int64_t query_int(struct query_reader *reader, const char *name, int64_t min, int64_t max,
                  int64_t fallback)
{
    const char *text = query_text(reader, name);
    int64_t value = fallback;
    if (text && !text_to_int64(text, min, max, &value)) {
        refuse(reader, name,
               arena_printf(reader->request->context->arena, "an integer from %lld to %lld",
                            (long long)min, (long long)max));
        return fallback;
    }
    return value;
}

int query_choice(struct query_reader *reader, const char *name, const char *const *choices)
{
    const char *text = query_text(reader, name);
    if (!text)
        return -1;
    const char *must = "one of";
    for (int i = 0; choices[i]; i++) {
        if (strcmp(text, choices[i]) == 0)
            return i;
        must = arena_printf(reader->request->context->arena, "%s%s %s", must, i > 0 ? "," : "",
                            choices[i]);
    }
    refuse(reader, name, must);
    return -1;
}
