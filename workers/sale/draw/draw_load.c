/* draw_load.c -- a draw's list and places, as they were committed. */
#include "sale/draw/draw_load.h"

#include <stdlib.h>

#include "base/context.h"
#include "store/pg.h"

static uint32_t read_place(const uint8_t *bytes)
{
    uint32_t place = 0;
    for (size_t i = 0; i < 4; i++)
        place = place << 8 | bytes[i];
    return place;
}

static enum err load_chunk(const struct holding *holding, size_t chunk_no, struct draw_list *list)
{
    struct context *context = holding->context;
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT entrants, places FROM usher.draw_chunks"
                                  " WHERE concert_id = $1::uuid AND chunk_no = $2::int",
                                  context->arena);
    pg_uuid(&call, holding->concert_id);
    pg_int(&call, (int64_t)chunk_no);
    enum err err = pg_read(context->pg, &call, &result);
    if (err)
        return err;
    if (pg_rows(result) == 0)
        return ERR_INTERNAL;
    size_t bytes = 0;
    size_t place_bytes = 0;
    const uint8_t *entrants = pg_get_bytes(result, 0, 0, context->arena, &bytes);
    const uint8_t *places = pg_get_bytes(result, 0, 1, context->arena, &place_bytes);
    size_t first = list->count;
    draw_list_add(list, (const struct sha256 *)entrants, bytes / sizeof(struct sha256));
    for (size_t i = first; i < list->count; i++)
        list->places[i] = read_place(places + 4 * (i - first));
    return OK;
}

enum err draw_load(const struct holding *holding, int64_t entrants, struct draw_list *list)
{
    enum err err = OK;
    size_t chunks = draw_chunk_count((size_t)entrants);
    list->places = calloc(chunks * DRAW_CHUNK + 1, sizeof(*list->places));
    if (!list->places)
        abort();
    for (size_t i = 0; i < chunks && !err; i++) {
        err = load_chunk(holding, i, list);
        arena_reset(holding->context->arena);
    }
    return err;
}
