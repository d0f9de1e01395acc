/* draw_run.c -- holding a lottery's draw, step by step. */
#include "sale/draw/draw_run.h"

#include <string.h>

#include "sale/draw/draw_steps.h"
#include "sale/redis/keys.h"

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

/* Draws, unless it was done before. Ends the transaction that has the draw. */
static enum err commit_list(const struct holding *holding, const struct draw_record *record)
{
    DRAW_LIST list = {0};
    enum err err = draw_read_lobby(holding, &list);
    if (!err) {
        draw_list_rank(&list, holding->hasher, &record->seed);
        err = draw_commit(holding, &list, holding->closing->end_number - (int64_t)list.count);
    } else {
        pg_rollback(holding->context->pg);
    }
    arena_reset(holding->context->arena);
    return err;
}

static enum err fix_list(const struct holding *holding, bool *ret_mine)
{
    struct draw_record record;
    enum err err = draw_take(holding, &record, ret_mine);
    if (err || !*ret_mine)
        return err;
    if (!record.is_committed)
        return commit_list(holding, &record);
    pg_rollback(holding->context->pg);
    return OK;
}

/* The transaction only keeps other schedulers from doing the same at the same time. */
static enum err give_places(const struct holding *holding, struct draw_outcome *outcome)
{
    struct draw_record record;
    DRAW_LIST list = {0};
    enum err err = draw_take(holding, &record, &outcome->is_mine);
    if (err || !outcome->is_mine)
        return err;
    err = draw_load(holding, record.entrants, &list);
    if (!err)
        err = draw_give_places(holding, &list, &record, &outcome->given);
    pg_rollback(holding->context->pg);
    outcome->entrants = record.entrants;
    return err;
}

enum err draw_hold(struct context *context, const struct uuid *concert_id,
                   const struct draw_closing *closing, struct draw_outcome *ret_outcome)
{
    struct draw_outcome outcome = {0};
    struct holding holding = {
        .context = context,
        .concert_id = concert_id,
        .closing = closing,
        .hasher = hasher_create(),
    };
    enum err err = fix_list(&holding, &outcome.is_mine);
    if (!err && outcome.is_mine)
        err = draw_reveal(&holding);
    if (!err && outcome.is_mine)
        err = give_places(&holding, &outcome);
    hasher_destroy(holding.hasher);
    if (!err)
        *ret_outcome = outcome;
    return err;
}

enum err draw_is_held(struct context *context, const struct uuid *concert_id, bool *ret_held)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT revealed_at IS NOT NULL FROM usher.public_draws"
                                  " WHERE concert_id = $1::uuid",
                                  context->arena);
    pg_uuid(&call, concert_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_held = pg_rows(result) > 0 && pg_get_bool(result, 0, 0);
    return err;
}
