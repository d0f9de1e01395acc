/* check_buyers.c -- whether the lists of the buyers name what they hold and own,
 * and nothing else. */
#include "sale/check/check_buyers.h"

#include "base/context.h"
#include "sale/redis/buyer_record.h"
#include "sale/redis/keys.h"
#include "sale/redis/reservation_id.h"
#include "store/redis.h"

#define PEOPLE_A_PIECE 500

/* A field of a buyer's list, as it stands there and as it was read. */
struct listed {
    const struct uuid *user_id;
    const char *field;
    const char *value;
    struct buyer_entry entry;
};

static void differ(struct check_look *look, const struct listed *listed)
{
    check_differ(look, CHECK_BUYER, "%s has %s listed as %s, and should not", listed->user_id->text,
                 listed->field, listed->value);
}

static bool is_own_sale(const struct listed *listed, const struct check_seat *seat)
{
    return uuid_equal(&seat->owner, listed->user_id) &&
           uuid_equal(&seat->sale, &listed->entry.reservation_id);
}

/* A hold without a deadline is a difference already. */
static bool is_own_hold(const struct listed *listed, const struct check_seat *seat)
{
    return uuid_equal(&seat->holder, listed->user_id) &&
           uuid_equal(&seat->hold, &listed->entry.reservation_id) &&
           (!seat->ends_at_ms || seat->ends_at_ms == listed->entry.deadline_ms);
}

static struct check_seat *find_seat(const struct check_show *show, int64_t seat_id)
{
    return seat_id <= show->show->seats_total ? &show->seats[seat_id - 1] : NULL;
}

/* What was refunded is not sold any more: a reservation leads to its seat. */
static void check_refund(struct check_look *look, const struct check_show *show,
                         const struct listed *listed)
{
    struct reservation_id parts;
    const struct uuid *id = &listed->entry.reservation_id;
    if (!reservation_id_read(id, &parts)) {
        differ(look, listed);
        return;
    }
    if (parts.show_no != show->show->show_no)
        return;
    look->report->checked[CHECK_BUYER]++;
    const struct check_seat *seat = find_seat(show, parts.seat_id);
    if (!seat || uuid_equal(&seat->sale, id))
        differ(look, listed);
}

/* The deadline of a hold that is over lists nothing any more; the next hold sweeps it up. */
static void check_seat_entry(struct check_look *look, const struct check_show *show,
                             const struct listed *listed, int64_t now_ms)
{
    bool is_hold = listed->entry.kind == BUYER_HOLD;
    if (is_hold && listed->entry.deadline_ms <= now_ms)
        return;
    look->report->checked[CHECK_BUYER]++;
    struct check_seat *seat = find_seat(show, listed->entry.seat.seat_id);
    if (seat && (is_hold ? is_own_hold(listed, seat) : is_own_sale(listed, seat)))
        seat->is_listed = true;
    else
        differ(look, listed);
}

/* A seat's entry is looked at with its show. */
static void check_entry(struct check_look *look, const struct check_show *show,
                        struct listed *listed, int64_t now_ms)
{
    struct seat_ref seat;
    if (seat_ref_parse(listed->field, &seat) && seat.show_no != show->show->show_no)
        return;
    if (!buyer_entry_parse(listed->field, listed->value, &listed->entry))
        differ(look, listed);
    else if (listed->entry.kind == BUYER_REFUND)
        check_refund(look, show, listed);
    else
        check_seat_entry(look, show, listed, now_ms);
}

/* The first call asks for the time, the others for the lists of some people. */
static enum err check_piece(struct check_look *look, struct check_show *show, size_t first)
{
    struct context *context = look->context;
    struct redis_call calls[PEOPLE_A_PIECE + 1];
    redisReply *replies[PEOPLE_A_PIECE + 1];
    size_t left = show->people.count - first;
    size_t count = left < PEOPLE_A_PIECE ? left : PEOPLE_A_PIECE;
    calls[0] = redis_command("TIME", context->arena);
    for (size_t i = 0; i < count; i++) {
        calls[i + 1] = redis_command("HGETALL", context->arena);
        key_buyer(&calls[i + 1], &look->concert_id, &show->people.ids[first + i]);
    }
    enum err err = redis_run_all(context->redis, calls, count + 1, replies);
    if (err)
        return err;
    int64_t now_ms = redis_now_ms(context, replies[0]);
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 0; at + 1 < reply_count(replies[i + 1]); at += 2) {
            struct listed listed = {
                .user_id = &show->people.ids[first + i],
                .field = reply_text(replies[i + 1], at),
                .value = reply_text(replies[i + 1], at + 1),
            };
            check_entry(look, show, &listed, now_ms);
        }
    }
    for (size_t i = 0; i <= count; i++)
        redis_reply_release(&replies[i]);
    return OK;
}

static void check_listed(struct check_look *look, const struct check_show *show)
{
    for (int64_t i = 0; i < show->show->seats_total; i++) {
        const struct check_seat *seat = &show->seats[i];
        if (seat->is_listed)
            continue;
        if (*seat->sale.text)
            check_differ(look, CHECK_BUYER, "%s owns %lld:%lld (%s), and has it not listed",
                         seat->owner.text, (long long)show->show->show_no, (long long)i + 1,
                         seat->sale.text);
        else if (*seat->hold.text)
            check_differ(look, CHECK_BUYER, "%s holds %lld:%lld (%s), and has it not listed",
                         seat->holder.text, (long long)show->show->show_no, (long long)i + 1,
                         seat->hold.text);
    }
}

enum err check_buyers(struct check_look *look, struct check_show *show)
{
    enum err err = OK;
    people_sort(&show->people);
    for (size_t first = 0; first < show->people.count && !err; first += PEOPLE_A_PIECE)
        err = check_piece(look, show, first);
    if (!err)
        check_listed(look, show);
    return err;
}
