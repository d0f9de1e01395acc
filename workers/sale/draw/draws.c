/* draws.c -- what Postgres says of a lottery's draw. */
#include "sale/draw/draws.h"

#include <assert.h>
#include <string.h>

#include "sale/redis/entry_id.h"
#include "store/pg.h"
#include "store/pg_answers.h"

static struct sha256 get_hash(const PGresult *result, int row, int column, struct arena *arena)
{
    struct sha256 hash = {0};
    size_t count = 0;
    const uint8_t *bytes = pg_get_bytes(result, row, column, arena, &count);
    assert(!bytes || count == sizeof(hash.bytes));
    if (bytes)
        memcpy(hash.bytes, bytes, sizeof(hash.bytes));
    return hash;
}

enum err draws_find(struct context *context, const struct uuid *concert_id, struct draw *ret_draw)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT seed_hash, entrants, root, first_number, committed_at,"
                                  " revealed_at, seed FROM usher.public_draws"
                                  " WHERE concert_id = $1::uuid",
                                  context->arena);
    pg_uuid(&call, concert_id);
    enum err err = pg_find(context->pg, &call, &result);
    if (err)
        return err;
    *ret_draw = (struct draw){
        .concert_id = *concert_id,
        .seed_hash = get_hash(result, 0, 0, context->arena),
        .entrants = pg_get_int(result, 0, 1),
        .root = get_hash(result, 0, 2, context->arena),
        .first_number = pg_get_int(result, 0, 3),
        .committed_at_ms = pg_get_time_ms(result, 0, 4),
        .drawn_at_ms = pg_get_time_ms(result, 0, 5),
        .seed = get_hash(result, 0, 6, context->arena),
    };
    return OK;
}

enum err draws_chunk(struct context *context, const struct uuid *concert_id, int64_t chunk_no,
                     struct draw_chunk *ret_chunk)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT entrants FROM usher.draw_chunks"
                                  " WHERE concert_id = $1::uuid AND chunk_no = $2::int",
                                  context->arena);
    pg_uuid(&call, concert_id);
    pg_int(&call, chunk_no);
    enum err err = pg_find(context->pg, &call, &result);
    if (err)
        return err;
    size_t bytes = 0;
    const uint8_t *entrants = pg_get_bytes(result, 0, 0, context->arena, &bytes);
    *ret_chunk = (struct draw_chunk){.entrants = (const struct sha256 *)entrants,
                                     .count = bytes / sizeof(struct sha256)};
    return OK;
}

static void read_root(const PGresult *result, int row, struct arena *arena, void *ret_root)
{
    *(struct sha256 *)ret_root = get_hash(result, row, 0, arena);
}

/* The roots of all chunks, in order. */
static enum err read_roots(struct context *context, const struct uuid *concert_id,
                           const struct sha256 **ret_roots)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT root FROM usher.draw_chunks WHERE concert_id = $1::uuid"
                                  " ORDER BY chunk_no",
                                  context->arena);
    pg_uuid(&call, concert_id);
    enum err err = pg_read(context->pg, &call, &result);
    size_t count;
    if (!err)
        *ret_roots = pg_list(result, sizeof(**ret_roots), read_root, context->arena, &count);
    return err;
}

static struct sha256 entrant_of(const struct entry_id *id)
{
    struct hasher *hasher = hasher_create();
    struct sha256 entrant = draw_entrant(hasher, &id->concert_id, id->user_id.text);
    hasher_destroy(hasher);
    return entrant;
}

/* ERR_NOT_FOUND when the entrant is not in a draw that was held. */
static enum err find_place(struct context *context, const struct entry_id *id,
                           struct draw_proof *ret_proof)
{
    PG_RESULT result = NULL;
    struct sha256 entrant = entrant_of(id);
    struct pg_call call = pg_call("SELECT entrant_index, place, queue_number"
                                  " FROM usher.draw_place($1::uuid, $2::bytea)",
                                  context->arena);
    pg_uuid(&call, &id->concert_id);
    pg_bytes(&call, entrant.bytes, sizeof(entrant.bytes));
    enum err err = pg_find(context->pg, &call, &result);
    if (err)
        return err;
    *ret_proof = (struct draw_proof){
        .entrant = entrant,
        .index = pg_get_int(result, 0, 0),
        .place = pg_get_int(result, 0, 1),
        .queue_number = pg_get_int(result, 0, 2),
    };
    return OK;
}

enum err draws_number(struct context *context, const struct entry_id *id, int64_t *ret_number)
{
    struct draw_proof proof = {0};
    enum err err = find_place(context, id, &proof);
    if (!err || err == ERR_NOT_FOUND)
        *ret_number = proof.queue_number;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err add_path(struct context *context, const struct draw *draw, struct draw_proof *proof)
{
    struct draw_chunk chunk;
    const struct sha256 *roots;
    int64_t chunk_no = proof->index / (int64_t)DRAW_CHUNK;
    enum err err = draws_chunk(context, &draw->concert_id, chunk_no, &chunk);
    if (!err)
        err = read_roots(context, &draw->concert_id, &roots);
    if (err)
        return err;
    struct hasher *hasher = hasher_create();
    proof->path = draw_path(hasher, &chunk, roots, (size_t)draw->entrants, (size_t)proof->index);
    hasher_destroy(hasher);
    return OK;
}

enum err draws_proof(struct context *context, const struct entry_id *id, struct draw *ret_draw,
                     struct draw_proof *ret_proof)
{
    struct draw draw;
    struct draw_proof proof;
    enum err err = draws_find(context, &id->concert_id, &draw);
    if (err)
        return err;
    if (!draw.drawn_at_ms)
        return ERR_STATE_CONFLICT;
    err = find_place(context, id, &proof);
    if (!err)
        err = add_path(context, &draw, &proof);
    if (err)
        return err;
    *ret_draw = draw;
    *ret_proof = proof;
    return OK;
}
