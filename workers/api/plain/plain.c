/* plain.c -- /plain: waiting in a queue with a browser that runs no script. */
#include "api/plain/plain.h"

#include <string.h>

#include "api/handlers.h"
#include "api/plain/plain_pages.h"
#include "api/problem.h"
#include "api/queue/queue_token.h"
#include "base/context.h"
#include "base/crypto/token.h"
#include "base/text/text.h"
#include "http/cookie.h"
#include "http/list_page.h"
#include "http/query.h"
#include "sale/account/accounts.h"
#include "sale/account/ended_sessions.h"
#include "sale/concert/concert.h"
#include "sale/concert/concert_cache.h"
#include "sale/concert/concerts.h"
#include "sale/concert/concerts_live.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"
#include "sale/queue/queue.h"
#include "sale/queue/queue_entry.h"
#include "sale/redis/entry_id.h"

#define PAGE_TYPE "text/html; charset=utf-8"

/* A page that reloads must leave the time to read it, and to press a button. */
#define REFRESH_SECONDS_MIN 5
#define REFRESH_SECONDS_MAX 60
#define REFRESH_ADMITTED_SECONDS_MAX 15
#define REFRESH_JITTER_SECONDS 10

static struct plain_page page_for(const struct request *request)
{
    return (struct plain_page){
        .arena = request->context->arena,
        .language = plain_language_of(request_header(request, "Accept-Language")),
    };
}

static void send_page(struct response *response, const char *html)
{
    response_text(response, PAGE_TYPE, html);
}

static const char *address_of(const struct request *request)
{
    return arena_printf(request->context->arena, "/plain/%s",
                        request_path_id(request, "concertId")->text);
}

/* After a form has done its work the browser asks for the page: a reload sends no form again. */
static void send_to_page(const struct request *request, struct response *response)
{
    response_empty(response, 303);
    response_header(response, "Location", address_of(request));
}

/*
 * Whose place the page is about: what the cookie's queue token says, if it is one of this queue.
 * There is no header that only a script can send here, so a form counts only from a page of ours
 * (request_is_from_own_page, and SameSite of the cookie). Reading changes nothing.
 */
static bool read_cookie(const struct request *request, struct entry_id *ret_place,
                        struct queue_claim *ret_claim)
{
    const struct context *context = request->context;
    const struct uuid *concert_id = request_path_id(request, "concertId");
    const char *token = cookie_of_page(request, QUEUE_COOKIE);
    struct token_claims claims;
    if (!token || token_verify(context->tokens, token, clock_now_ms(&context->clock),
                               context->arena, &claims) != OK)
        return false;
    if (claims.kind != TOKEN_QUEUE || !uuid_equal(&claims.concert_id, concert_id))
        return false;
    if (ended_sessions_check(request->context, &claims.family_id) == ERR_INVALID_TOKEN)
        return false;
    *ret_place = (struct entry_id){.concert_id = *concert_id, .user_id = claims.user_id};
    *ret_claim = (struct queue_claim){claims.queue_number, claims.is_lobby};
    return true;
}

static int64_t jitter(const struct context *context)
{
    return (int64_t)(entropy_u64(&context->entropy) % REFRESH_JITTER_SECONDS);
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* The lobby asks seldom until its hour, and then spreads itself over some seconds. */
static int64_t refresh_seconds(const struct context *context, const struct concert_summary *concert,
                               const struct queue_entry *entry)
{
    int64_t seconds = entry->poll_after_seconds;
    if (entry->status == QUEUE_ACTIVE)
        return least(entry->expires_in_seconds + 1, REFRESH_ADMITTED_SECONDS_MAX);
    if (entry->status == QUEUE_LOBBY) {
        bool is_by_hand = concert->opens_at_ms == 0 && concert->state == CONCERT_SCHEDULED;
        int64_t left = is_by_hand ? REFRESH_SECONDS_MAX / 2 : concert->opens_in_seconds;
        seconds = least(left, REFRESH_SECONDS_MAX) + jitter(context);
    }
    return seconds > REFRESH_SECONDS_MIN ? seconds : REFRESH_SECONDS_MIN;
}

/* NULL when Redis is away: the list has what Postgres knows. */
static const struct concert_live *find_live(struct context *context, const struct concert *concerts,
                                            size_t count)
{
    struct uuid *ids = arena_array(context->arena, count + 1, sizeof(*ids));
    const struct show_list *shows;
    const struct concert_live *live;
    for (size_t i = 0; i < count; i++)
        ids[i] = concerts[i].concert_id;
    enum err err = shows_to_come(context, ids, count, &shows);
    if (!err)
        err = concerts_live(context, concerts, shows, count, NULL, &live);
    return err ? NULL : live;
}

enum err get_plain(struct request *request, struct response *response)
{
    struct context *context = request->context;
    struct query_reader reader = query_reader(request);
    struct uuid after = {0};
    struct list_page list = list_page_read_uuid(&reader, &after);
    enum err err = query_outcome(response, &reader);
    if (err)
        return err;
    struct concert_page wanted = {.after = after, .limit = list_page_ask(&list)};
    const struct concert *concerts;
    size_t count;
    err = concerts_list(context, &wanted, &concerts, &count);
    if (err)
        return err;
    size_t shown = list_page_cut(&list, count);
    const char *last = shown ? concerts[shown - 1].concert_id.text : NULL;
    const char *next = list_page_next(&list, last, context->arena);
    struct plain_page page = page_for(request);
    send_page(response,
              plain_concerts(&page, concerts, find_live(context, concerts, shown), shown, next));
    return OK;
}

/* Each look renews the token, as a lottery may have drawn the number since. */
static enum err show_place(const struct request *request, struct response *response,
                           const struct entry_id *id, const struct concert_summary *concert)
{
    struct plain_page page = page_for(request);
    struct queue_entry entry;
    enum err err = queue_look(request->context, id, &entry);
    if (err && err != ERR_NOT_IN_QUEUE)
        return err;
    page.has_missed = err && entry.has_missed;
    page.come_back_in_seconds = page.has_missed ? entry.come_back_in_seconds : 0;
    if (!err) {
        page.refresh_seconds = refresh_seconds(request->context, concert, &entry);
        queue_token_keep(request, response, address_of(request),
                         queue_token_sign(request, id, &entry));
    }
    send_page(response, plain_place(&page, concert, err ? NULL : &entry));
    return OK;
}

/* Whose entry is gone by then has nothing to leave: they see how they stand. */
static enum err ask_to_leave(const struct request *request, struct response *response,
                             const struct entry_id *id, const struct concert_summary *concert)
{
    struct queue_entry entry;
    enum err err = queue_look(request->context, id, &entry);
    if (err == ERR_NOT_IN_QUEUE)
        return show_place(request, response, id, concert);
    if (err)
        return err;
    struct plain_page page = page_for(request);
    send_page(response, plain_leave(&page, concert, &entry));
    return OK;
}

enum err get_plain_concert(struct request *request, struct response *response)
{
    static const char *const questions[] = {"leave", NULL};
    struct query_reader reader = query_reader(request);
    bool wants_to_leave = query_choice(&reader, "ask", questions) == 0;
    const struct concert_summary *concert;
    enum err err = query_outcome(response, &reader);
    if (!err)
        err = concert_cache_find(request->context, request_path_id(request, "concertId"), &concert);
    if (err)
        return err;
    struct entry_id id;
    struct queue_claim claim;
    bool is_known = read_cookie(request, &id, &claim);
    if (is_known && wants_to_leave)
        return ask_to_leave(request, response, &id, concert);
    if (is_known)
        return show_place(request, response, &id, concert);
    struct plain_page page = page_for(request);
    send_page(response, plain_sign_in(&page, concert));
    return OK;
}

static enum err join(const struct request *request, struct response *response,
                     const struct entry_id *id, struct queue_claim claim)
{
    struct queue_entry entry;
    enum err err = queue_join(request->context, id, claim, &entry);
    if (err)
        return err;
    queue_token_keep(request, response, address_of(request), queue_token_sign(request, id, &entry));
    send_to_page(request, response);
    return OK;
}

static enum err read_credentials(const struct request *request, struct query_reader *reader,
                                 struct credentials *ret_credentials)
{
    struct arena *arena = request->context->arena;
    char *email = arena_alloc(arena, EMAIL_SIZE);
    const char *given = query_text(reader, "email");
    const char *password = query_text(reader, "password");
    size_t length = password ? text_utf8_length(password) : 0;
    if (!given || !email_normalize(given, email) || length < PASSWORD_LENGTH_MIN ||
        length > PASSWORD_LENGTH_MAX)
        return ERR_INVALID_MEMBER;
    *ret_credentials = (struct credentials){
        .email = email, .password = password, .address = request_param(request, "REMOTE_ADDR")};
    return OK;
}

/* The claim of a cookie counts for its owner alone, who may not be the one who signs in now. */
static enum err sign_in(const struct request *request, struct response *response,
                        struct query_reader *reader)
{
    struct context *context = request->context;
    struct credentials credentials;
    struct account account;
    enum err err = read_credentials(request, reader, &credentials);
    if (!err)
        err = accounts_identify(context, &credentials, &account, &response->retry_after_seconds);
    if (err)
        return err;
    struct entry_id kept;
    struct queue_claim claim;
    if (!read_cookie(request, &kept, &claim) || !uuid_equal(&kept.user_id, &account.user_id))
        claim = (struct queue_claim){0};
    struct entry_id id = {.concert_id = *request_path_id(request, "concertId"),
                          .user_id = account.user_id};
    return join(request, response, &id, claim);
}

static enum err leave(const struct request *request, struct response *response,
                      const struct entry_id *id)
{
    enum err err = queue_leave(request->context, id);
    if (err && err != ERR_NOT_IN_QUEUE)
        return err;
    queue_token_keep(request, response, address_of(request), "");
    send_to_page(request, response);
    return OK;
}

/*
 * Another site's form could put nobody in a queue but an account whose password it knows, as
 * SameSite keeps the cookie from it; it is refused all the same.
 */
enum err post_plain_concert(struct request *request, struct response *response)
{
    enum action { SIGN_IN, JOIN, LEAVE };
    static const char *const actions[] = {"sign-in", "join", "leave", NULL};
    if (!request_is_from_own_page(request))
        return ERR_FORBIDDEN;
    struct query_reader reader = form_reader(request);
    int action = query_choice(&reader, "action", actions);
    if (reader.err)
        return reader.err;
    struct entry_id id;
    struct queue_claim claim;
    if (action != JOIN && action != LEAVE)
        return sign_in(request, response, &reader);
    if (read_cookie(request, &id, &claim))
        return action == JOIN ? join(request, response, &id, claim) : leave(request, response, &id);
    send_to_page(request, response); /* which asks to sign in */
    return OK;
}

static bool is_plain(const char *path)
{
    size_t length = strlen("/plain");
    return strncmp(path, "/plain", length) == 0 && (path[length] == '\0' || path[length] == '/');
}

/* The status and the headers stay those of the problem. */
void show_problem(const struct request *request, struct response *response, enum err err)
{
    const struct uuid *concert_id = &request->ids[0].id;
    const struct concert_summary *concert = NULL;
    int status = response->status;
    if (!is_plain(request->path))
        return;
    struct plain_page page = page_for(request);
    if (status == 503)
        page.refresh_seconds = REFRESH_SECONDS_MIN + jitter(request->context);
    /* A store that has just failed is not waited for again. */
    else if (!*concert_id->text || concert_cache_find(request->context, concert_id, &concert) != OK)
        concert = NULL;
    send_page(response, plain_problem(&page, concert, err));
    response->status = status;
}
