/* checkins.c -- the rule of the door: a ticket lets in once. */
#include "sale/account/checkins.h"

#include "base/crypto/ticket_code.h"
#include "store/pg.h"
#include "store/pg_answers.h"

static const struct outcome check_ins[] = {
    {"checked_in", OK},
    {"already_checked_in", ERR_ALREADY_CHECKED_IN},
    {"void", ERR_TICKET_VOID},
    {"not_found", ERR_NOT_FOUND},
    {0},
};

static struct checkin read_checkin(const PGresult *result, struct arena *arena)
{
    return (struct checkin){
        .ticket_id = pg_get_uuid(result, 0, 1),
        .show_id = pg_get_uuid(result, 0, 2),
        .starts_at_ms = pg_get_time_ms(result, 0, 3),
        .concert_name = pg_get_text(result, 0, 4, arena),
        .seat_number = pg_get_text(result, 0, 5, arena),
        .section = pg_get_text(result, 0, 6, arena),
        .checked_in_at_ms = pg_get_time_ms(result, 0, 7),
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
        pg_call("SELECT * FROM usher.check_in($1::uuid, $2::uuid, $3::uuid)", context->arena);
    pg_uuid(&call, &ticket_id);
    pg_uuid(&call, &scan->staff_id);
    pg_uuid(&call, &scan_id);
    /* By the id of the scan Postgres knows that it was this one that let in: nobody is turned away
     * by their own first scan. */
    enum err err = pg_write_surely(context->pg, &call, &call, &result, NULL);
    if (err)
        return err;
    *ret_checkin = read_checkin(result, context->arena);
    return pg_outcome(result, check_ins);
}
