/* draw_run.c -- running a lottery's draw, step by step. */
#include "sale/draw/draw_run.h"

#include "sale/draw/draw_load.h"
#include "sale/draw/draw_lobby.h"
#include "sale/draw/draw_pg.h"
#include "sale/draw/draw_state.h"
#include "store/pg.h"

/* Draws, unless it was done before. Ends the transaction that has the draw. */
static enum err commit_list(const struct draw_run *run, const struct draw_record *record)
{
    DRAW_LIST list = {0};
    enum err err = draw_read_lobby(run, &list);
    if (!err) {
        draw_list_rank(&list, run->hasher, &record->seed);
        err = draw_commit(run, &list, run->closing->end_number - (int64_t)list.count);
    } else {
        pg_rollback(run->context->pg);
    }
    arena_reset(run->context->arena);
    return err;
}

static enum err fix_list(const struct draw_run *run, bool *ret_mine)
{
    struct draw_record record;
    enum err err = draw_take(run, &record, ret_mine);
    if (err || !*ret_mine)
        return err;
    if (!record.is_committed)
        return commit_list(run, &record);
    pg_rollback(run->context->pg);
    return OK;
}

/* The transaction only keeps other schedulers from doing the same at the same time. */
static enum err give_places(const struct draw_run *run, struct draw_outcome *outcome)
{
    struct draw_record record;
    DRAW_LIST list = {0};
    enum err err = draw_take(run, &record, &outcome->is_mine);
    if (err || !outcome->is_mine)
        return err;
    err = draw_load(run, record.entrants, &list);
    if (!err)
        err = draw_give_places(run, &list, &record, &outcome->given);
    pg_rollback(run->context->pg);
    outcome->entrants = record.entrants;
    return err;
}

enum err draw_run(struct context *context, const struct uuid *concert_id,
                  const struct draw_closing *closing, struct draw_outcome *ret_outcome)
{
    struct draw_outcome outcome = {0};
    struct draw_run run = {
        .context = context,
        .concert_id = concert_id,
        .closing = closing,
        .hasher = hasher_create(),
    };
    enum err err = fix_list(&run, &outcome.is_mine);
    if (!err && outcome.is_mine)
        err = draw_reveal(&run);
    if (!err && outcome.is_mine)
        err = give_places(&run, &outcome);
    hasher_destroy(run.hasher);
    if (!err)
        *ret_outcome = outcome;
    return err;
}
