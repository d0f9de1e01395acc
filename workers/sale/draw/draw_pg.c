/* draw_pg.c -- the steps of a draw in Postgres:
 * take it, commit to the list, reveal the seed. */
#include "sale/draw/draw_pg.h"

#include <string.h>

#include "base/log.h"
#include "store/pg.h"

static struct sha256 read_seed(const PGresult *result, struct arena *arena)
{
    struct sha256 seed = {0};
    size_t count = 0;
    const uint8_t *bytes = pg_get_bytes(result, 0, 0, arena, &count);
    if (bytes && count == sizeof(seed.bytes))
        memcpy(seed.bytes, bytes, sizeof(seed.bytes));
    return seed;
}

static enum err take(const struct draw_run *run, struct draw_record *ret_record, bool *ret_mine)
{
    struct context *context = run->context;
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT seed, committed_at IS NOT NULL, entrants, first_number, closed_us"
                " FROM usher.take_draw($1::uuid)",
                context->arena);
    pg_uuid(&call, run->concert_id);
    enum err err = pg_write(context->pg, &call, &result);
    if (err)
        return err;
    *ret_mine = pg_rows(result) > 0;
    if (!*ret_mine)
        return OK;
    *ret_record = (struct draw_record){
        .seed = read_seed(result, context->arena),
        .is_committed = pg_get_bool(result, 0, 1),
        .entrants = pg_get_int(result, 0, 2),
        .first_number = pg_get_int(result, 0, 3),
        .closed_us = pg_get_int(result, 0, 4),
    };
    return OK;
}

enum err draw_take(const struct draw_run *run, struct draw_record *ret_record, bool *ret_mine)
{
    bool mine = false;
    enum err err = pg_begin(run->context->pg);
    if (err)
        return err;
    err = take(run, ret_record, &mine);
    if (err || !mine)
        pg_rollback(run->context->pg);
    *ret_mine = mine;
    return err;
}

/* Big-endian, as SQL reads them. */
static void write_places(const uint32_t *places, size_t count, uint8_t *ret_bytes)
{
    for (size_t i = 0; i < count; i++)
        for (size_t byte = 0; byte < 4; byte++)
            ret_bytes[4 * i + byte] = (uint8_t)(places[i] >> (24 - 8 * byte));
}

static enum err add_chunk(const struct draw_run *run, const struct draw_list *list, size_t chunk_no)
{
    struct context *context = run->context;
    const struct sha256 *entrants = &list->entrants[chunk_no * DRAW_CHUNK];
    size_t count = draw_chunk_size(list->count, chunk_no);
    struct sha256 root = draw_chunk_root(run->hasher, entrants, count);
    uint8_t places[4 * DRAW_CHUNK];
    write_places(&list->places[chunk_no * DRAW_CHUNK], count, places);

    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT usher.add_draw_chunk($1::uuid, $2::int, $3::bytea, $4::bytea, $5::bytea)",
                context->arena);
    pg_uuid(&call, run->concert_id);
    pg_int(&call, (int64_t)chunk_no);
    pg_bytes(&call, entrants[0].bytes, count * sizeof(*entrants));
    pg_bytes(&call, places, 4 * count);
    pg_bytes(&call, root.bytes, sizeof(root.bytes));
    enum err err = pg_write(context->pg, &call, &result);
    arena_reset(context->arena);
    return err;
}

static enum err close_list(const struct draw_run *run, const struct draw_list *list,
                           int64_t first_number)
{
    struct context *context = run->context;
    struct sha256 root = draw_list_root(list, run->hasher);
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT usher.commit_draw($1::uuid, $2::int, $3::bytea, $4::bigint, $5::bigint)",
                context->arena);
    pg_uuid(&call, run->concert_id);
    pg_int(&call, (int64_t)list->count);
    pg_bytes(&call, root.bytes, sizeof(root.bytes));
    pg_int(&call, first_number);
    pg_int(&call, run->closing->closed_us);
    enum err err = pg_write(context->pg, &call, &result);
    if (!err && !pg_get_bool(result, 0, 0)) {
        log_error("Postgres refuses a draw concert=%s", run->concert_id->text);
        err = ERR_INTERNAL;
    }
    return err;
}

enum err draw_commit(const struct draw_run *run, const struct draw_list *list, int64_t first_number)
{
    enum err err = OK;
    for (size_t i = 0; i < draw_chunk_count(list->count) && !err; i++)
        err = add_chunk(run, list, i);
    if (!err)
        err = close_list(run, list, first_number);
    if (!err)
        return pg_commit(run->context->pg);
    pg_rollback(run->context->pg);
    return err;
}

enum err draw_reveal(const struct draw_run *run)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT usher.reveal_draw($1::uuid)", run->context->arena);
    pg_uuid(&call, run->concert_id);
    return pg_write(run->context->pg, &call, &result);
}

enum err draw_is_done(struct context *context, const struct uuid *concert_id, bool *ret_done)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT revealed_at IS NOT NULL FROM usher.public_draws"
                                  " WHERE concert_id = $1::uuid",
                                  context->arena);
    pg_uuid(&call, concert_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_done = pg_rows(result) > 0 && pg_get_bool(result, 0, 0);
    return err;
}
