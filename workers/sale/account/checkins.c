/* checkins.c -- the rules of the door: a ticket lets in once, to its own show. */
#include "sale/account/checkins.h"

#include "base/crypto/ticket_code.h"
#include "store/pg.h"
#include "store/pg_answers.h"

static const struct outcome check_ins[] = {
    {"checked_in", OK},
    {"already_checked_in", ERR_ALREADY_CHECKED_IN},
    {"wrong_show", ERR_WRONG_SHOW},
    {"too_early", ERR_CHECKIN_NOT_OPEN},
    {"void", ERR_TICKET_VOID},
    {"not_found", ERR_NOT_FOUND},
    {0},
};

static struct checkin read_checkin(const PGresult *result, const struct context *context)
{
    const char *time_zone = pg_get_text(result, 0, 10, context->arena);
    return (struct checkin){
        .ticket_id = pg_get_uuid(result, 0, 1),
        .show_id = pg_get_uuid(result, 0, 2),
        .starts_at_ms = pg_get_time_ms(result, 0, 3),
        .concert_name = pg_get_text(result, 0, 4, context->arena),
        .seat_number = pg_get_text(result, 0, 5, context->arena),
        .section = pg_get_text(result, 0, 6, context->arena),
        .checked_in_at_ms = pg_get_time_ms(result, 0, 7),
        .gate = pg_get_text(result, 0, 8, context->arena),
        .opens_at_ms = pg_get_time_ms(result, 0, 9),
        .time_zone = time_zone ? time_zone : context->config->time_zone,
    };
}

enum err checkins_scan(struct context *context, const struct scan *scan,
                       struct checkin *ret_checkin)
{
    struct uuid ticket_id;
    if (!ticket_code_verify(&context->config->ticket_keys, scan->code, context->arena, &ticket_id))
        return ERR_NOT_FOUND;
    struct uuid scan_id = uuid_v7(clock_now_ms(&context->clock), &context->entropy);
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT * FROM usher.check_in_for_show($1::uuid, $2::uuid, $3::uuid, $4::uuid,"
                " $5::text)",
                context->arena);
    pg_uuid(&call, &ticket_id);
    pg_uuid(&call, &scan->staff_id);
    pg_uuid(&call, &scan_id);
    pg_uuid(&call, &scan->show_id);
    pg_text(&call, scan->gate);
    /* By the id of the scan Postgres knows that it was this one that let in: nobody is turned away
     * by their own first scan. */
    enum err err = pg_write_surely(context->pg, &call, &call, &result, NULL);
    if (err)
        return err;
    *ret_checkin = read_checkin(result, context);
    return pg_outcome(result, check_ins);
}

static const struct outcome undos[] = {
    {"undone", OK},
    {"not_checked_in", ERR_NOT_CHECKED_IN},
    {"not_found", ERR_NOT_FOUND},
    {0},
};

enum err checkins_undo(struct context *context, const struct undo *undo, struct undone *ret_undone)
{
    struct uuid undo_id = uuid_v7(clock_now_ms(&context->clock), &context->entropy);
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT * FROM usher.undo_check_in($1::uuid, $2::uuid, $3::uuid, $4::text)",
                context->arena);
    pg_uuid(&call, &undo->ticket_id);
    pg_uuid(&call, &undo->staff_id);
    pg_uuid(&call, &undo_id);
    pg_text(&call, undo->reason);
    enum err err = pg_write_surely(context->pg, &call, &call, &result, NULL);
    if (err)
        return err;
    *ret_undone = (struct undone){
        .ticket_id = pg_get_uuid(result, 0, 1),
        .show_id = pg_get_uuid(result, 0, 2),
        .seat_number = pg_get_text(result, 0, 3, context->arena),
        .section = pg_get_text(result, 0, 4, context->arena),
        .undone_at_ms = pg_get_time_ms(result, 0, 5),
    };
    return pg_outcome(result, undos);
}
