/* queue_entry.c -- /concerts/{concertId}/queue-entry:
 * one's place in a concert's queue, and wishes. */
#include "sale/queue/queue_entry.h"
#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "api/queue/queue_token.h"
#include "base/context.h"
#include "base/crypto/token.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "http/cookie.h"
#include "sale/plan/hall_limits.h"
#include "sale/queue/queue.h"
#include "sale/queue/wish.h"
#include "sale/queue/wishes.h"
#include "sale/redis/entry_id.h"
#include "sale/seats/hold_refusal.h"
#include "sale/seats/holds.h"

static struct entry_id own_entry_id(const struct request *request)
{
    return (struct entry_id){
        .concert_id = *request_path_id(request, "concertId"),
        .user_id = request->caller.user_id,
    };
}

/* null when there is none */
static cJSON *encode_wish(const struct wish *wish)
{
    if (!wish)
        return cJSON_CreateNull();
    const struct section_choice *choice = &wish->choice;
    cJSON *sections = choice->name_count ? json_list() : cJSON_CreateNull();
    for (size_t i = 0; i < choice->name_count; i++)
        json_append_string(sections, choice->names[i]);
    cJSON *object = json_object();
    json_add_string(object, "showId", wish->show_id.text);
    json_add_int(object, "quantity", wish->quantity);
    json_add(object, "sections", sections);
    add_int_if(object, "maxPrice", choice->max_price > 0, choice->max_price);
    json_add_bool(object, "adjacent", wish->adjacent);
    return object;
}

static cJSON *encode_holds(const struct queue_entry *entry)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < entry->hold_count; i++)
        json_append(list, encode_hold(&entry->holds[i]));
    return list;
}

/* The cookie comes back with calls about this place alone. */
static void keep_token(const struct request *request, struct response *response,
                       const struct entry_id *id, const char *token)
{
    const char *path = arena_printf(request->context->arena, "/api/v1/concerts/%s/queue-entry",
                                    id->concert_id.text);
    queue_token_keep(request, response, path, token);
}

static cJSON *encode_entry(const struct request *request, struct response *response,
                           const struct entry_id *id, const struct queue_entry *entry)
{
    const char *token = queue_token_sign(request, id, entry);
    cJSON *body = json_object();
    json_add_string(body, "concertId", id->concert_id.text);
    json_add_string(body, "userId", id->user_id.text);
    json_add_string(body, "status", queue_status_name(entry->status));
    if (cookie_is_asked_for(request))
        keep_token(request, response, id, token);
    else
        json_add_string(body, "queueToken", token);
    json_add_int(body, "queueNumber", entry->number);
    add_int_if(body, "queuePosition", entry->status != QUEUE_LOBBY, entry->position);
    json_add_int(body, "waiting", entry->waiting);
    add_int_if(body, "estimatedWaitSeconds", entry->estimated_wait_seconds >= 0,
               entry->estimated_wait_seconds);
    add_int_if(body, "expiresInSeconds", entry->status == QUEUE_ACTIVE, entry->expires_in_seconds);
    add_int_if(body, "choosingEndsInSeconds", entry->status == QUEUE_ACTIVE,
               entry->choosing_ends_in_seconds);
    json_add_int(body, "pollAfterSeconds", entry->poll_after_seconds);
    json_add(body, "wishes", encode_wish(entry->wish));
    if (entry->status == QUEUE_ACTIVE)
        json_add(body, "reservations", encode_holds(entry));
    return body;
}

/*
 * What the Queue-Token header says, or else the kept one; nothing when there is none, or when it
 * is too old to count. A browser may have kept one of somebody else's, who was signed in before.
 */
static enum err read_claim(const struct request *request, struct response *response,
                           const struct entry_id *id, struct queue_claim *ret_claim)
{
    const struct context *context = request->context;
    const char *sent = request_header(request, "Queue-Token");
    const char *token = sent ? sent : cookie_read(request, QUEUE_COOKIE);
    struct token_claims claims;
    enum err err = token ? token_verify(context->tokens, token, clock_now_ms(&context->clock),
                                        context->arena, &claims)
                         : ERR_TOKEN_EXPIRED;
    *ret_claim = (struct queue_claim){0};
    if (err == ERR_TOKEN_EXPIRED)
        return OK;
    if (err || claims.kind != TOKEN_QUEUE || !uuid_equal(&claims.user_id, &id->user_id) ||
        !uuid_equal(&claims.concert_id, &id->concert_id)) {
        if (!sent)
            return OK;
        response_detail(response, "Queue-Token must be your own queue token for this concert.");
        return ERR_INVALID_HEADER;
    }
    *ret_claim = (struct queue_claim){claims.queue_number, claims.is_lobby};
    return OK;
}

enum err post_queue_entry(struct request *request, struct response *response)
{
    struct entry_id id = own_entry_id(request);
    struct queue_claim claimed;
    enum err err = read_claim(request, response, &id, &claimed);
    if (err)
        return err;
    struct queue_entry entry;
    err = queue_join(request->context, &id, claimed, &entry);
    if (err)
        return err;
    response_json(response, entry.is_new ? 201 : 200, encode_entry(request, response, &id, &entry));
    return OK;
}

enum err get_queue_entry(struct request *request, struct response *response)
{
    struct entry_id id = own_entry_id(request);
    enum err err = require_own_concert(request, response, &id.concert_id);
    if (err)
        return err;
    struct queue_entry entry;
    err = queue_look(request->context, &id, &entry);
    if (err == ERR_NOT_IN_QUEUE && entry.has_missed)
        json_add_int(response_extension(response), "comeBackInSeconds", entry.come_back_in_seconds);
    if (err)
        return err;
    response_json(response, 200, encode_entry(request, response, &id, &entry));
    return OK;
}

enum err delete_queue_entry(struct request *request, struct response *response)
{
    struct entry_id id = own_entry_id(request);
    enum err err = require_own_concert(request, response, &id.concert_id);
    if (err)
        return err;
    err = queue_leave(request->context, &id);
    if (err)
        return err;
    if (cookie_is_asked_for(request))
        keep_token(request, response, &id, "");
    response_empty(response, 204);
    return OK;
}

static enum err read_wish(struct request *request, struct response *response, struct wish *ret_wish)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    struct wish wish = {
        .show_id = json_uuid(&reader, "showId"),
        .quantity = json_int(&reader, "quantity", 1, SEATS_PER_CALL_MAX),
    };
    if (json_has(&reader, "sections"))
        wish.choice.names = json_strings(&reader, "sections", SECTIONS_MAX, 1, SECTION_NAME_MAX,
                                         &wish.choice.name_count);
    if (json_has(&reader, "maxPrice"))
        wish.choice.max_price = json_int(&reader, "maxPrice", 1, PRICE_MAX);
    if (json_has(&reader, "adjacent"))
        wish.adjacent = json_bool(&reader, "adjacent");
    *ret_wish = wish;
    return body_outcome(response, &reader);
}

enum err put_queue_entry_wishes(struct request *request, struct response *response)
{
    struct entry_id id = own_entry_id(request);
    struct wish wish;
    enum err err = require_own_concert(request, response, &id.concert_id);
    if (!err)
        err = read_wish(request, response, &wish);
    if (err)
        return err;
    struct queue_entry entry;
    struct hold_refusal refusal;
    err = wishes_set(request->context, &id, &wish, &entry, &refusal);
    if (err)
        return refuse_hold(response, err, &refusal);
    response_json(response, 200, encode_entry(request, response, &id, &entry));
    return OK;
}

enum err delete_queue_entry_wishes(struct request *request, struct response *response)
{
    struct entry_id id = own_entry_id(request);
    enum err err = require_own_concert(request, response, &id.concert_id);
    if (!err)
        err = wishes_drop(request->context, &id);
    if (err)
        return err;
    response_empty(response, 204);
    return OK;
}
