/* taken_seats.c -- who has which seat of a show: holds from Redis, sales from Postgres. */
#include "sale/seats/taken_seats.h"

#include "sale/redis/hold_record.h"
#include "sale/redis/keys.h"
#include "sale/seats/seat_maps.h"
#include "store/pg.h"
#include "store/redis.h"

/* The seats of a page, one more when there are more behind it: those that are held or sold. */
struct taken {
    int64_t seat_ids[HOLDERS_MAX + 1];
    size_t count;
};

static struct taken pick(const struct holder_page *page, const struct show *show,
                         const char *letters)
{
    struct taken taken = {0};
    int64_t last = page->last < show->seats_total ? page->last : show->seats_total;
    for (int64_t i = page->after; i < last && taken.count <= (size_t)page->limit; i++)
        if (letters[i] == 'H' || letters[i] == 'S')
            taken.seat_ids[taken.count++] = i + 1;
    return taken;
}

/* What is not a live hold stays without a user. */
static void read_hold(const char *value, int64_t now_ms, struct holder *holder)
{
    struct hold_record hold;
    if (!hold_record_parse(value, &hold) || hold.deadline_ms <= now_ms)
        return;
    holder->user_id = hold.user_id;
    holder->expires_at_ms = hold.deadline_ms;
    holder->expires_in_ms = hold.deadline_ms - now_ms;
}

static enum err read_holds(struct context *context, const struct show *show, int64_t now_ms,
                           struct holder *holders, size_t count)
{
    struct redis_call call = redis_command("MGET", context->arena);
    for (size_t i = 0; i < count; i++) {
        struct seat_ref seat = {.show_no = show->show_no, .seat_id = holders[i].seat.seat_id};
        key_hold(&call, &show->concert_id, &seat);
    }
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    for (size_t i = 0; i < count && !err; i++)
        read_hold(reply_text(reply, i), now_ms, &holders[i]);
    return err;
}

static struct holder *holder_of_seat(struct holder *holders, size_t count, int64_t seat_id)
{
    for (size_t i = 0; i < count; i++)
        if (holders[i].seat.seat_id == seat_id)
            return &holders[i];
    return NULL;
}

/* What Postgres says goes before what Redis says: a row is the owner of a seat. */
static enum err read_sales(struct context *context, const struct show *show,
                           const struct taken *taken, struct holder *holders, size_t count)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT seat_id, user_id, sales.created_at FROM usher.sales"
                                  " LEFT JOIN usher.refunded_sales USING (reservation_id)"
                                  " WHERE show_id = $1::uuid AND seat_id = ANY ($2::int[])"
                                  " AND refunded_sales.reservation_id IS NULL",
                                  context->arena);
    pg_uuid(&call, &show->show_id);
    pg_ints(&call, taken->seat_ids, count);
    enum err err = pg_read(context->pg, &call, &result);
    for (int row = 0; !err && row < pg_rows(result); row++) {
        struct holder *holder = holder_of_seat(holders, count, pg_get_int(result, row, 0));
        if (!holder)
            return ERR_INTERNAL;
        holder->is_sold = true;
        holder->user_id = pg_get_uuid(result, row, 1);
        holder->sold_at_ms = pg_get_time_ms(result, row, 2);
    }
    return err;
}

static enum err read_emails(struct context *context, struct holder *holders, size_t count)
{
    PG_RESULT result = NULL;
    struct uuid user_ids[HOLDERS_MAX];
    for (size_t i = 0; i < count; i++)
        user_ids[i] = holders[i].user_id;
    struct pg_call call = pg_call(
        "SELECT user_id, email FROM usher.users WHERE user_id = ANY ($1::uuid[])", context->arena);
    pg_uuids(&call, user_ids, count);
    enum err err = pg_read(context->pg, &call, &result);
    for (int row = 0; !err && row < pg_rows(result); row++) {
        struct uuid user_id = pg_get_uuid(result, row, 0);
        const char *email = pg_get_text(result, row, 1, context->arena);
        for (size_t i = 0; i < count; i++)
            if (uuid_equal(&holders[i].user_id, &user_id))
                holders[i].email = email;
    }
    return err;
}

/* Leaves out the seats that nobody has: their holds ended since the map was read. */
static size_t keep_the_had(struct holder *holders, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (holders[i].user_id.text[0])
            holders[kept++] = holders[i];
    return kept;
}

static enum err read_holders(struct context *context, const struct show *show, int64_t now_ms,
                             const struct taken *taken, struct holder *holders, size_t *count)
{
    enum err err = read_holds(context, show, now_ms, holders, *count);
    if (!err)
        err = read_sales(context, show, taken, holders, *count);
    if (err)
        return err;
    *count = keep_the_had(holders, *count);
    return *count ? read_emails(context, holders, *count) : OK;
}

enum err holders_list(struct context *context, const struct holder_page *page,
                      const struct holder **ret_holders, size_t *ret_count, int64_t *ret_next)
{
    const struct show *show;
    struct seat_letters map;
    enum err err = show_by_id(context, &page->show_id, &show);
    if (!err)
        err = seat_letters_read(context, show, &map);
    if (err)
        return err;
    struct taken taken = pick(page, show, map.letters);
    bool has_more = taken.count > (size_t)page->limit;
    size_t count = has_more ? (size_t)page->limit : taken.count;
    struct holder *holders = arena_array(context->arena, count + 1, sizeof(*holders));
    for (size_t i = 0; i < count; i++)
        holders[i] = (struct holder){.seat = show_seat(show, taken.seat_ids[i])};
    *ret_next = has_more ? taken.seat_ids[count - 1] : 0;
    err = count ? read_holders(context, show, map.now_ms, &taken, holders, &count) : OK;
    *ret_holders = holders;
    *ret_count = count;
    return err;
}
