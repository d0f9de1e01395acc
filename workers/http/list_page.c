/* list_page.c -- pages of a list: ?limit= and ?cursor= in, `pagination` out. */
#include "http/list_page.h"

#include <assert.h>
#include <string.h>

#include "base/json/json_build.h"
#include "base/text/base64url.h"
#include "base/text/text.h"

#define KEY_BYTES_MAX 60

static void refuse_cursor(struct query_reader *reader)
{
    reader->err = ERR_INVALID_PARAMETER;
    reader->detail = "cursor must be the nextCursor of an earlier answer to this call.";
}

/* NULL: not a cursor. */
static const char *cursor_decode(const char *cursor, struct arena *arena)
{
    char *key = arena_alloc(arena, KEY_BYTES_MAX + 1);
    size_t length = 0;
    if (!base64url_decode(cursor, strlen(cursor), (uint8_t *)key, KEY_BYTES_MAX, &length))
        return NULL;
    return length > 0 && text_is_utf8(key, length) ? key : NULL;
}

static struct list_page read_page(struct query_reader *reader)
{
    struct list_page page = {
        .limit = query_int(reader, "limit", 1, LIST_PAGE_LIMIT_MAX, LIST_PAGE_LIMIT_DEFAULT)};
    const char *cursor = query_text(reader, "cursor");
    if (cursor) {
        page.after = cursor_decode(cursor, reader->request->context->arena);
        if (!page.after)
            refuse_cursor(reader);
    }
    return page;
}

struct list_page list_page_read_uuid(struct query_reader *reader, struct uuid *ret_after)
{
    struct list_page page = read_page(reader);
    struct uuid after = {0};
    if (page.after && !uuid_parse(page.after, &after))
        refuse_cursor(reader);
    *ret_after = after;
    return page;
}

struct list_page list_page_read_int(struct query_reader *reader, int64_t *ret_after)
{
    struct list_page page = read_page(reader);
    int64_t after = 0;
    if (page.after && !text_to_int64(page.after, 1, INT64_MAX, &after))
        refuse_cursor(reader);
    *ret_after = after;
    return page;
}

int64_t list_page_ask(const struct list_page *page)
{
    return page->limit + 1;
}

size_t list_page_cut(struct list_page *page, size_t count)
{
    size_t limit = (size_t)page->limit;
    page->has_more = count > limit;
    return page->has_more ? limit : count;
}

const char *list_page_next(const struct list_page *page, const char *last, struct arena *arena)
{
    if (!page->has_more)
        return NULL;
    assert(last && strlen(last) <= KEY_BYTES_MAX);
    char *cursor = arena_alloc(arena, BASE64URL_SIZE(strlen(last)));
    base64url_encode((const uint8_t *)last, strlen(last), cursor);
    return cursor;
}

cJSON *list_page_json(const struct list_page *page, const char *last, struct arena *arena)
{
    cJSON *pagination = json_object();
    json_add_int(pagination, "limit", page->limit);
    json_add_string(pagination, "nextCursor", list_page_next(page, last, arena));
    return pagination;
}

cJSON *list_page_answer(const struct list_page *page, const char *name, cJSON *items,
                        const char *last, struct arena *arena)
{
    cJSON *body = json_object();
    json_add(body, name, items);
    json_add(body, "pagination", list_page_json(page, last, arena));
    return body;
}
