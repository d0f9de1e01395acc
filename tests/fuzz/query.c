/* query.c -- fuzzes the query string, forms, and the cursors of lists. */
#include "http/query.h"

#include <assert.h>
#include <string.h>

#include "fuzz/support/fuzz.h"
#include "http/list_page.h"

#define VALUE_BYTES_MAX 512

static void read_values(struct query_reader reader)
{
    static const char *const choices[] = {"include", "exclude", NULL};
    const char *text = query_text(&reader, "text");
    assert(!text || strlen(text) <= VALUE_BYTES_MAX);
    reader.err = OK;
    int64_t number = query_int(&reader, "n", -5, 1000, 7);
    assert(number >= -5 && number <= 1000);
    reader.err = OK;
    (void)query_choice(&reader, "soldOut", choices);
    assert(!reader.err || reader.detail);
}

static void read_pages(const struct query_reader *reader, struct arena *arena)
{
    struct query_reader by_id = *reader;
    struct query_reader by_number = *reader;
    struct uuid after_id;
    int64_t after = 0;
    struct list_page page = list_page_read_uuid(&by_id, &after_id);
    assert(page.limit >= 1 && page.limit <= LIST_PAGE_LIMIT_MAX);
    page.has_more = page.after;
    const char *next = list_page_next(&page, page.after, arena);
    assert(!page.after || strlen(next) > 0);
    (void)list_page_read_int(&by_number, &after);
    assert(after >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct context *context = fuzz_context();
    const char *text = fuzz_text(&(struct fuzz_input){bytes, count}, context->arena);
    char *const params[] = {arena_printf(context->arena, "QUERY_STRING=%s", text), NULL};
    struct request request = request_from(context, params);
    request.body_text = text;
    request.body_length = strlen(text);
    struct query_reader reader = query_reader(&request);
    read_values(reader);
    read_pages(&reader, context->arena);
    read_values(form_reader(&request));
    return 0;
}
