/* draw_run.c -- holding a lottery's draw, step by step. */
#include "sale/draw/draw_run.h"

#include "sale/draw/draw_load.h"
#include "sale/draw/draw_lobby.h"
#include "sale/draw/draw_pg.h"
#include "sale/draw/draw_state.h"
#include "store/pg.h"

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
