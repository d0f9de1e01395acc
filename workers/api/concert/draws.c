/* draws.c -- /concerts/{concertId}/draw and queue-entry/proof: a lottery that anybody can check. */
#include "sale/draw/draws.h"
#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "base/text/base64url.h"
#include "http/list_page.h"
#include "http/query.h"
#include "sale/concert/concert.h"
#include "sale/redis/entry_id.h"

#define ALGORITHM_TEXT                                                                            \
    "entrant = SHA-256(\"usher-entrant\" || concertId || userId), ids as lower-case text; the "   \
    "entrants in ascending order are the leaves of a Merkle tree (RFC 6962, SHA-256) with this "  \
    "root; places are the ascending order of HMAC-SHA256(seed, entrant), from 1; queueNumber = "  \
    "firstNumber + place - 1; seedHash = SHA-256(seed) was published when the concert was made, " \
    "root and entrants before the seed."

/* What is final may be kept for ever; the rest changes at the draw. */
#define CACHE_FINAL "public, max-age=31536000, immutable"
#define CACHE_BRIEF "public, max-age=1"

static void add_hash(cJSON *object, const char *name, const struct sha256 *hash)
{
    char text[SHA256_HEX_SIZE];
    sha256_format(hash, text);
    json_add_string(object, name, text);
}

static void add_hash_if(cJSON *object, const char *name, bool known, const struct sha256 *hash)
{
    if (known)
        add_hash(object, name, hash);
    else
        json_add_null(object, name);
}

static cJSON *encode_draw(const struct request *request, const struct draw *draw)
{
    bool committed = draw->committed_at_ms != 0;
    bool drawn = draw->drawn_at_ms != 0;
    cJSON *body = json_object();
    json_add_string(body, "concertId", draw->concert_id.text);
    json_add_string(body, "queueing", queueing_name(QUEUEING_LOTTERY));
    json_add_string(body, "algorithm", DRAW_ALGORITHM);
    json_add_string(body, "description", ALGORITHM_TEXT);
    add_hash(body, "seedHash", &draw->seed_hash);
    add_int_if(body, "entrants", committed, draw->entrants);
    add_hash_if(body, "root", committed, &draw->root);
    add_int_if(body, "firstNumber", committed, draw->first_number);
    add_time_or_null(body, "committedAt", draw->committed_at_ms);
    add_hash_if(body, "seed", drawn, &draw->seed);
    add_time_or_null(body, "drawnAt", draw->drawn_at_ms);
    json_add_string(body, "entrantsUrl",
                    arena_printf(request->context->arena, "/api/v1/concerts/%s/draw/entrants",
                                 draw->concert_id.text));
    return body;
}

enum err get_draw(struct request *request, struct response *response)
{
    struct draw draw;
    enum err err = draws_find(request->context, request_path_id(request, "concertId"), &draw);
    if (err)
        return err;
    response_json(response, 200, encode_draw(request, &draw));
    response_header(response, "Cache-Control", draw.drawn_at_ms ? CACHE_FINAL : CACHE_BRIEF);
    return OK;
}

static cJSON *encode_page(const struct request *request, const struct draw *draw,
                          const struct draw_chunk *chunk, int64_t chunk_no)
{
    struct arena *arena = request->context->arena;
    size_t bytes = chunk->count * SHA256_SIZE;
    char *text = arena_alloc(arena, BASE64URL_SIZE(bytes));
    base64url_encode(chunk->entrants[0].bytes, bytes, text);
    int64_t first = chunk_no * (int64_t)DRAW_CHUNK;
    bool is_last = first + (int64_t)chunk->count >= draw->entrants;
    struct list_page page = {.limit = (int64_t)DRAW_CHUNK, .has_more = !is_last};
    const char *next = arena_printf(arena, "%lld", (long long)chunk_no + 1);
    cJSON *body = json_object();
    json_add_string(body, "concertId", draw->concert_id.text);
    json_add_int(body, "firstIndex", first);
    json_add_int(body, "count", (int64_t)chunk->count);
    json_add_string(body, "entrants", text);
    json_add(body, "pagination", list_page_json(&page, next, arena));
    return body;
}

/* A page is a chunk, whatever the limit: its size is part of what is committed to. */
enum err get_draw_entrants(struct request *request, struct response *response)
{
    struct context *context = request->context;
    const struct uuid *concert_id = request_path_id(request, "concertId");
    struct query_reader reader = query_reader(request);
    int64_t chunk_no;
    (void)list_page_read_int(&reader, &chunk_no);
    enum err err = query_outcome(response, &reader);
    struct draw draw;
    if (!err)
        err = draws_find(context, concert_id, &draw);
    if (err)
        return err;
    if (!draw.committed_at_ms) {
        response_detail(response, "The list of entrants is not closed yet.");
        return ERR_STATE_CONFLICT;
    }
    if (chunk_no > 0 && chunk_no >= (int64_t)draw_chunk_count((size_t)draw.entrants))
        return ERR_NOT_FOUND;
    static const struct sha256 nobody[1];
    struct draw_chunk chunk = {.entrants = nobody};
    if (draw.entrants > 0)
        err = draws_chunk(context, concert_id, chunk_no, &chunk);
    if (err)
        return err;
    response_json(response, 200, encode_page(request, &draw, &chunk, chunk_no));
    response_header(response, "Cache-Control", CACHE_FINAL);
    return OK;
}

static cJSON *encode_proof(const struct entry_id *id, const struct draw *draw,
                           const struct draw_proof *proof)
{
    cJSON *path = json_list();
    for (size_t i = 0; i < proof->path.count; i++) {
        char text[SHA256_HEX_SIZE];
        sha256_format(&proof->path.hashes[i], text);
        json_append_string(path, text);
    }
    cJSON *body = json_object();
    json_add_string(body, "concertId", id->concert_id.text);
    json_add_string(body, "userId", id->user_id.text);
    json_add_string(body, "algorithm", DRAW_ALGORITHM);
    add_hash(body, "entrant", &proof->entrant);
    json_add_int(body, "index", proof->index);
    json_add_int(body, "place", proof->place);
    json_add_int(body, "queueNumber", proof->queue_number);
    json_add_int(body, "entrants", draw->entrants);
    json_add_int(body, "firstNumber", draw->first_number);
    add_hash(body, "root", &draw->root);
    json_add(body, "proof", path);
    add_hash(body, "seed", &draw->seed);
    add_hash(body, "seedHash", &draw->seed_hash);
    return body;
}

enum err get_queue_entry_proof(struct request *request, struct response *response)
{
    struct entry_id id = {
        .concert_id = *request_path_id(request, "concertId"),
        .user_id = request->caller.user_id,
    };
    enum err err = require_own_concert(request, response, &id.concert_id);
    if (err)
        return err;
    struct draw draw;
    struct draw_proof proof;
    err = draws_proof(request->context, &id, &draw, &proof);
    if (err == ERR_STATE_CONFLICT)
        response_detail(response, "The draw has not been run yet.");
    if (err)
        return err;
    response_json(response, 200, encode_proof(&id, &draw, &proof));
    return OK;
}
