/* list_page.h -- pages of a list: ?limit= and ?cursor= in, `pagination` out. */
#ifndef USHER_HTTP_LIST_PAGE_H
#define USHER_HTTP_LIST_PAGE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "http/query.h"

/* ?limit= and ?cursor=: the cursor is the opaque form of the last item's key (text, ≤ 60 bytes). */
struct list_page {
    int64_t limit;
    const char *after; /* decoded key, NULL on the first page */
    bool has_more;     /* there are items behind it: see list_page_cut */
};
#define LIST_PAGE_LIMIT_DEFAULT 20
#define LIST_PAGE_LIMIT_MAX 100

/* The key must be a UUID, or an integer: a cursor that is neither is refused. */
struct list_page list_page_read_uuid(struct query_reader *reader, struct uuid *ret_after);
struct list_page list_page_read_int(struct query_reader *reader,
                                    int64_t *ret_after); /* 0 on the first page */

/*
 * How many items a query asks for: one more than is shown tells whether there are more. Of those
 * that came list_page_cut says how many are shown, and notes whether there are more.
 */
int64_t list_page_ask(const struct list_page *page);
size_t list_page_cut(struct list_page *page, size_t count);

/*
 * What leads to the next page, from the arena, or NULL on the last one. last: the key of the last
 * item that is shown, NULL when there is none.
 */
const char *list_page_next(const struct list_page *page, const char *last, struct arena *arena);

/* The `pagination` of a list's answer, and the whole answer: the items under their name, and it. */
cJSON *list_page_json(const struct list_page *page, const char *last, struct arena *arena);
cJSON *list_page_answer(const struct list_page *page, const char *name, cJSON *items,
                        const char *last, struct arena *arena);

#endif
