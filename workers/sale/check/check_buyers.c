/* check_buyers.c -- whether the lists of the buyers name what they hold and own,
 * and nothing else. */
#include "sale/check/check_buyers.h"

#include <string.h>

#include "base/context.h"
#include "base/text/text.h"
#include "sale/redis/keys.h"
#include "sale/redis/reservation_id.h"
#include "store/redis.h"

#define PEOPLE_A_PIECE 500

/* A field of a buyer's list: a seat with "sold reservation" or "reservation deadline", or
 * "refunded reservation". */
struct entry {
    const struct uuid *user_id;
    const char *name;
    const char *value;
    struct check_seat *seat;
};

static void differ(struct check_look *look, const struct entry *entry)
{
    check_differ(look, CHECK_BUYER, "%s has %s listed as %s, and should not", entry->user_id->text,
                 entry->name, entry->value);
}

/* The deadline of a hold that is over lists nothing any more; the next hold sweeps it up. */
static bool is_over(const struct entry *entry, int64_t now_ms)
{
    const char *blank = strchr(entry->value, ' ');
    int64_t ends_at_ms;
    return blank && text_to_int64(blank + 1, 0, now_ms, &ends_at_ms);
}

static bool is_own_sale(const struct entry *entry, struct arena *arena)
{
    const char *value = arena_printf(arena, "sold %s", entry->seat->sale.text);
    return uuid_equal(&entry->seat->owner, entry->user_id) && strcmp(entry->value, value) == 0;
}

/* A hold without a deadline is a difference already. */
static bool is_own_hold(const struct entry *entry, struct arena *arena)
{
    const struct check_seat *seat = entry->seat;
    const char *blank = strchr(entry->value, ' ');
    const char *ends_at = arena_printf(arena, " %lld", (long long)seat->ends_at_ms);
    return *seat->hold.text && uuid_equal(&seat->holder, entry->user_id) && blank &&
           strncmp(entry->value, seat->hold.text, (size_t)(blank - entry->value)) == 0 &&
           (!seat->ends_at_ms || strcmp(blank, ends_at) == 0);
}

static struct check_seat *find_seat(const struct check_show *show, int64_t seat_id)
{
    return seat_id <= show->show->seats_total ? &show->seats[seat_id - 1] : NULL;
}

/* What was refunded is not sold any more: a reservation leads to its seat. */
static void check_refund(struct check_look *look, const struct check_show *show,
                         const struct entry *entry, const char *reservation)
{
    struct uuid id;
    struct reservation_id parts;
    if (!uuid_parse(reservation, &id) || !reservation_id_read(&id, &parts)) {
        differ(look, entry);
        return;
    }
    if (parts.show_no != show->show->show_no)
        return;
    look->report->checked[CHECK_BUYER]++;
    const struct check_seat *seat = find_seat(show, parts.seat_id);
    if (!seat || uuid_equal(&seat->sale, &id))
        differ(look, entry);
}

static void check_seat_entry(struct check_look *look, const struct check_show *show,
                             struct entry *entry, int64_t now_ms)
{
    struct seat_ref ref;
    if (!seat_ref_parse(entry->name, &ref)) {
        differ(look, entry);
        return;
    }
    if (ref.show_no != show->show->show_no || is_over(entry, now_ms))
        return;
    look->report->checked[CHECK_BUYER]++;
    entry->seat = find_seat(show, ref.seat_id);
    struct arena *arena = look->context->arena;
    if (entry->seat && (is_own_sale(entry, arena) || is_own_hold(entry, arena)))
        entry->seat->is_listed = true;
    else
        differ(look, entry);
}

static void check_entry(struct check_look *look, const struct check_show *show, struct entry *entry,
                        int64_t now_ms)
{
    static const char refunded[] = "refunded ";
    size_t length = sizeof(refunded) - 1;
    if (strncmp(entry->name, refunded, length) == 0)
        check_refund(look, show, entry, entry->name + length);
    else
        check_seat_entry(look, show, entry, now_ms);
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
    int64_t now_ms = context->redis_now_us
                         ? context->redis_now_us / 1000
                         : reply_int(replies[0], 0) * 1000 + reply_int(replies[0], 1) / 1000;
    for (size_t i = 0; i < count; i++) {
        for (size_t at = 0; at + 1 < reply_count(replies[i + 1]); at += 2) {
            struct entry entry = {
                .user_id = &show->people.ids[first + i],
                .name = reply_text(replies[i + 1], at),
                .value = reply_text(replies[i + 1], at + 1),
            };
            check_entry(look, show, &entry, now_ms);
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
