/* concerts.c -- concerts and their policy as Postgres has them, and the running of a sale. */
#include "sale/concert/concerts.h"

#include "sale/concert/concert.h"
#include "sale/concert/concert_rows.h"
#include "store/pg.h"
#include "store/pg_answers.h"

enum err concerts_list(struct context *context, const struct concert_page *page,
                       const struct concert **ret_concerts, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT " CONCERT_COLUMNS("$3") " FROM usher.concerts"
                                                " WHERE $1::uuid IS NULL OR concert_id < $1::uuid"
                                                " ORDER BY concert_id DESC LIMIT $2::int",
                context->arena);
    pg_uuid(&call, &page->after);
    pg_int(&call, page->limit);
    pg_text(&call, context->config->time_zone);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_concerts =
            pg_list(result, sizeof(**ret_concerts), concert_row_read, context->arena, ret_count);
    return err;
}

enum err concerts_find(struct context *context, const struct uuid *concert_id,
                       struct concert *ret_concert)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT " CONCERT_COLUMNS("$2") " FROM usher.concerts WHERE concert_id = $1::uuid",
                context->arena);
    pg_uuid(&call, concert_id);
    pg_text(&call, context->config->time_zone);
    enum err err = pg_find(context->pg, &call, &result);
    if (!err)
        concert_row_read(result, 0, context->arena, ret_concert);
    return err;
}

/* -1 leaves a value of the policy as it is. */
static void pg_int_or_null(struct pg_call *call, int64_t value)
{
    if (value < 0)
        pg_text(call, NULL);
    else
        pg_int(call, value);
}

enum err concerts_change(struct context *context, const struct uuid *concert_id,
                         const struct concert_change *change, struct concert *ret_concert)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call(
        "SELECT " CONCERT_COLUMNS(
            "$16") " FROM usher.change_concert($1::uuid, $2::text,"
                   " $3::text, $4::text, $5::timestamptz, $6::int, $7::int, $8::int, $9::int,"
                   " $10::int, $11::int, $12::int, $13::int, $14::int, $15::text)",
        context->arena);
    pg_uuid(&call, concert_id);
    pg_text(&call, change->name);
    pg_text(&call, change->venue);
    pg_text(&call, change->time_zone);
    if (change->opens_at_ms < 0)
        pg_text(&call, NULL);
    else
        pg_time(&call, change->opens_at_ms);
#define POLICY_PARAM(member, name, fallback, min, max) pg_int_or_null(&call, change->policy.member);
    POLICY_TABLE(POLICY_PARAM)
#undef POLICY_PARAM
    pg_text(&call, queueing_name(change->policy.queueing));
    pg_text(&call, context->config->time_zone);
    enum err err = pg_write(context->pg, &call, &result);
    if (err)
        return err;
    if (pg_rows(result) == 0)
        return ERR_NOT_FOUND;
    concert_row_read(result, 0, context->arena, ret_concert);
    return OK;
}

static const struct outcome steerings[] = {
    {"changed", OK},
    {"unchanged", OK},
    {"unknown", ERR_NOT_FOUND},
    {"not_allowed", ERR_STATE_CONFLICT},
    {0},
};

enum err concerts_steer(struct context *context, const struct uuid *concert_id, const char *verb,
                        enum concert_state *ret_state)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT * FROM usher.set_concert_state($1::uuid, $2::text)", context->arena);
    pg_uuid(&call, concert_id);
    pg_text(&call, verb);
    enum err err = pg_write(context->pg, &call, &result);
    if (err)
        return err;
    err = pg_outcome(result, steerings);
    if ((!err || err == ERR_STATE_CONFLICT) &&
        !concert_state_parse(pg_peek_text(result, 0, 1), ret_state))
        return ERR_INTERNAL;
    return err;
}

enum err concerts_revenue(struct context *context, const struct uuid *concert_id,
                          int64_t *ret_revenue)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT coalesce(sum(amount), 0)::bigint FROM usher.ledger_entries"
                " WHERE account_id = $1::uuid AND account_kind = 'revenue'",
                context->arena);
    pg_uuid(&call, concert_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_revenue = pg_get_int(result, 0, 0);
    return err;
}
