/* list_page.h -- pages of a list: ?limit= and ?cursor= in, `pagination` out. */
#ifndef USHER_HTTP_LIST_PAGE_H
#define USHER_HTTP_LIST_PAGE_H

#include <cjson/cJSON.h>
#include <stdint.h>

#include "base/arena.h"
#include "http/query.h"

/* ?limit= and ?cursor=: the cursor is the opaque form of the last item's key (text, ≤ 60 bytes). */
struct list_page {
    int64_t limit;
    const char *after; /* decoded key, NULL on the first page */
};
#define LIST_PAGE_LIMIT_DEFAULT 20
#define LIST_PAGE_LIMIT_MAX 100

struct list_page list_page_read(struct query_reader *reader);
/* The same when the key must be a UUID or an integer: a cursor that is neither is refused. */
struct list_page list_page_read_uuid(struct query_reader *reader, struct uuid *ret_after);
struct list_page list_page_read_int(struct query_reader *reader,
                                    int64_t *ret_after); /* 0 on the first page */

/* The opaque form of an item's key. */
const char *list_page_cursor(const char *key, struct arena *arena);

/* The `pagination` of a list's answer; next is the key of the last item, NULL on the last page. */
cJSON *list_page_json(const struct list_page *page, const char *next, struct arena *arena);

#endif
