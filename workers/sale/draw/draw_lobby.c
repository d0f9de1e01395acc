/* draw_lobby.c -- the steps of a draw in Redis: close and read the lobby, give its people their
 * places. */
#include "sale/draw/draw_lobby.h"

#include <string.h>

#include "base/failure_point.h"
#include "sale/concert/script_run.h"
#include "sale/redis/keys.h"
#include "store/redis.h"

/* People one command reads, and one script moves: each stays within a few milliseconds. */
#define READ_BATCH 500
#define GIVE_BATCH 100

/* A reply of ZSCAN: the cursor, and user after user with the score of each. */
static void add_entrants(const struct draw_run *run, const redisReply *users,
                         struct draw_list *list)
{
    for (size_t i = 0; i < reply_count(users); i += 2) {
        struct sha256 entrant = draw_entrant(run->hasher, run->concert_id, reply_text(users, i));
        draw_list_add(list, &entrant, 1);
    }
}

static enum err read_batch(const struct draw_run *run, const char **cursor, struct draw_list *list)
{
    struct arena *arena = run->context->arena;
    struct redis_call call = redis_command("ZSCAN", arena);
    key_lobby(&call, run->concert_id);
    redis_arg(&call, *cursor);
    redis_arg(&call, "COUNT");
    redis_arg_int(&call, READ_BATCH);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(run->context->redis, &call, &reply);
    if (err)
        return err;
    add_entrants(run, reply_at(reply, 1), list);
    arena_reset(arena);
    *cursor = arena_strdup(arena, reply_text(reply, 0));
    return OK;
}

enum err draw_begin(struct context *context, const struct uuid *concert_id,
                    struct draw_closing *ret_closing)
{
    struct redis_call call = redis_script(SCRIPT_BEGIN_DRAW, context->arena);
    key_concert(&call, concert_id);
    key_lobby(&call, concert_id);
    arg_now(&call, context);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    *ret_closing = (struct draw_closing){0};
    const char *code = reply_text(reply, 0);
    if (strcmp(code, "OPEN") == 0 || strcmp(code, "DRAWN") == 0)
        return OK;
    err = script_outcome(context, concert_id, reply);
    if (err)
        return err;
    *ret_closing = (struct draw_closing){
        .is_due = true,
        .closed_us = reply_int(reply, 1),
        .end_number = reply_int(reply, 2),
    };
    return OK;
}

/* The list must be of the lobby that was closed, not of one that a loss of Redis has emptied. */
static enum err still_closed(const struct draw_run *run)
{
    struct draw_closing now;
    enum err err = draw_begin(run->context, run->concert_id, &now);
    if (err)
        return err;
    bool same = now.is_due && now.closed_us == run->closing->closed_us;
    return same ? OK : ERR_CONCERT_RESTORING;
}

/* ZSCAN names everybody who stays throughout, some twice; sorting drops those. */
enum err draw_read_lobby(const struct draw_run *run, struct draw_list *list)
{
    const char *cursor = "0";
    enum err err = OK;
    do {
        err = read_batch(run, &cursor, list);
    } while (!err && strcmp(cursor, "0") != 0);
    failure_point("draw.lobby_read");
    draw_list_sort(list);
    return err ? err : still_closed(run);
}

/* For assign_places: a user and the number that was drawn, '0' for who is not in the draw. */
static void add_place(struct redis_call *call, const struct draw_run *run,
                      const struct draw_list *list, const struct draw_record *record,
                      const char *user_id)
{
    struct sha256 entrant = draw_entrant(run->hasher, run->concert_id, user_id);
    size_t index = draw_list_find(list, &entrant);
    redis_arg(call, user_id);
    redis_arg_int(call, index < list->count ? record->first_number + list->places[index] - 1 : 0);
}

/* MORE: somebody came meanwhile; the next run of the draw goes on. */
static const struct outcome draw_outcomes[] = {
    {"OK", OK},
    {"MORE", OK},
    {"LOST", ERR_CONCERT_RESTORING},
    {0},
};

static enum err outcome_of(const redisReply *reply)
{
    return err_of_outcome(draw_outcomes, reply_text(reply, 0));
}

static struct redis_call read_call(const struct draw_run *run)
{
    struct redis_call call = redis_command("ZRANGE", run->context->arena);
    key_lobby(&call, run->concert_id);
    redis_arg_int(&call, 0);
    redis_arg_int(&call, GIVE_BATCH - 1);
    return call;
}

static struct redis_call give_call(const struct draw_run *run, const struct draw_list *list,
                                   const struct draw_record *record, const redisReply *users)
{
    struct redis_call call = redis_script(SCRIPT_ASSIGN_PLACES, run->context->arena);
    key_concert(&call, run->concert_id);
    key_waiting(&call, run->concert_id);
    key_lobby(&call, run->concert_id);
    redis_arg_int(&call, run->closing->closed_us);
    for (size_t i = 0; i < reply_count(users); i++)
        add_place(&call, run, list, record, reply_text(users, i));
    return call;
}

/* Gives these people their places and reads who is next, in one round trip. Whoever has left since
 * the reading is not moved. */
static enum err give_batch(const struct draw_run *run, const struct draw_list *list,
                           const struct draw_record *record, redisReply **users, int64_t *given)
{
    struct context *context = run->context;
    struct redis_call calls[] = {give_call(run, list, record, *users), read_call(run)};
    redisReply *replies[2];
    enum err err = redis_run_all(context->redis, calls, 2, replies);
    redis_reply_release(users);
    arena_reset(context->arena);
    if (err)
        return err;
    *given += reply_int(replies[0], 1);
    err = outcome_of(replies[0]);
    redis_reply_release(&replies[0]);
    *users = replies[1];
    return err;
}

static enum err finish(const struct draw_run *run, const struct draw_record *record)
{
    struct redis_call call = redis_script(SCRIPT_FINISH_DRAW, run->context->arena);
    key_concert(&call, run->concert_id);
    key_lobby(&call, run->concert_id);
    redis_arg_int(&call, run->closing->closed_us);
    redis_arg_int(&call, record->closed_us);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(run->context->redis, &call, &reply);
    return err ? err : outcome_of(reply);
}

enum err draw_give_places(const struct draw_run *run, const struct draw_list *list,
                          const struct draw_record *record, int64_t *ret_given)
{
    REDIS_REPLY users = NULL;
    struct redis_call first = read_call(run);
    enum err err = redis_run(run->context->redis, &first, &users);
    int64_t given = 0;
    while (!err && reply_count(users) > 0) {
        err = give_batch(run, list, record, &users, &given);
        failure_point("draw.amid_places");
    }
    if (!err)
        err = finish(run, record);
    *ret_given = given;
    return err;
}
