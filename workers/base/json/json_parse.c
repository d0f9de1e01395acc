/* json_parse.c -- what a body must be before cJSON sees it, and the parsing itself. */
#include "base/json/json_parse.h"

#include <string.h>

#include "base/text/text.h"

/*
 * cJSON is generous: it takes control characters for white space, 01 and 1. for numbers, cuts
 * a string short at \u0000 or at a \u without its four digits, and recurses a thousand levels deep.
 * This scan refuses those; the rest of the grammar is cJSON's.
 */
struct scan {
    const char *at, *end;
    int depth;
    int64_t values; /* each but the outermost follows a comma or an opening bracket */
};

static char peek(const struct scan *scan)
{
    if (scan->at == scan->end)
        return '\0';
    return *scan->at;
}

static bool skip(struct scan *scan, const char *any)
{
    if (peek(scan) == '\0' || !strchr(any, peek(scan)))
        return false;
    scan->at++;
    return true;
}

static bool skip_digits(struct scan *scan)
{
    bool some = false;
    while (skip(scan, "0123456789"))
        some = true;
    return some;
}

/* -? (0 | [1-9][0-9]*) (\.[0-9]+)? ([eE][+-]?[0-9]+)? and no more of the same behind it. */
static bool scan_number(struct scan *scan)
{
    (void)skip(scan, "-");
    if (!skip(scan, "0") && !skip_digits(scan))
        return false;
    if (skip(scan, ".") && !skip_digits(scan))
        return false;
    if (skip(scan, "eE")) {
        (void)skip(scan, "+-");
        if (!skip_digits(scan))
            return false;
    }
    return !skip(scan, "0123456789+-.eE");
}

/* The four digits of \uXXXX, not all of them 0. */
static bool scan_code_unit(struct scan *scan)
{
    bool zero = true;
    for (int i = 0; i < 4; i++) {
        zero = zero && peek(scan) == '0';
        if (!skip(scan, "0123456789abcdefABCDEF"))
            return false;
    }
    return !zero;
}

/* From behind the opening quote to behind the closing one. */
static bool scan_string(struct scan *scan)
{
    while (scan->at < scan->end) {
        unsigned char byte = (unsigned char)*scan->at++;
        if (byte == '"')
            return true;
        if (byte < 0x20)
            return false;
        if (byte != '\\')
            continue;
        if (skip(scan, "u") ? !scan_code_unit(scan) : !skip(scan, "\"\\/bfnrt"))
            return false;
    }
    return false;
}

static bool scan_token(struct scan *scan)
{
    scan->values += peek(scan) == ',' || peek(scan) == '[' || peek(scan) == '{';
    if (peek(scan) == '-' || (peek(scan) >= '0' && peek(scan) <= '9'))
        return scan_number(scan);
    if (skip(scan, "\""))
        return scan_string(scan);
    if (skip(scan, "{["))
        return ++scan->depth <= JSON_DEPTH_MAX;
    if (skip(scan, "}]"))
        return --scan->depth >= 0;
    unsigned char byte = (unsigned char)*scan->at++;
    return byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r';
}

static enum err scan_text(const char *text, size_t length)
{
    if (!text_is_utf8(text, length))
        return ERR_MALFORMED_JSON;
    struct scan scan = {.at = text, .end = text + length};
    while (scan.at < scan.end)
        if (!scan_token(&scan))
            return ERR_MALFORMED_JSON;
    if (scan.values > JSON_VALUES_MAX)
        return ERR_BODY_TOO_LARGE;
    return scan.depth == 0 ? OK : ERR_MALFORMED_JSON;
}

static void release_tree(void *tree)
{
    cJSON_Delete(tree);
}

enum err json_parse_object(const char *text, size_t length, struct arena *arena,
                           const cJSON **ret_object)
{
    enum err err = scan_text(text, length);
    if (err)
        return err;
    const char *end = text;
    cJSON *tree = cJSON_ParseWithLengthOpts(text, length, &end, false);
    if (!tree)
        return ERR_MALFORMED_JSON;
    arena_defer(arena, release_tree, tree);
    while (end < text + length && strchr(" \t\r\n", *end))
        end++;
    if (end != text + length || !cJSON_IsObject(tree))
        return ERR_MALFORMED_JSON;
    *ret_object = tree;
    return OK;
}
