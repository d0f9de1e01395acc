/* check_seats.c -- whether the map, the holds and the deadlines of a show agree with its sales. */
#include "sale/check/check_seats.h"

#include <stdlib.h>
#include <string.h>

#include "sale/redis/hold_record.h"
#include "sale/redis/keys.h"
#include "store/redis.h"

#define SEATS_A_PIECE 500

/* How far a hold's own end may be from its deadline: both are set in one script. */
#define END_TOLERANCE_MS 1000

/* The answer of check_seats.lua: the head, then so many words for a seat with
 * a hold or deadline. */
enum { NOW_MS = 1, LENGTH, LETTERS, FIRST_SEAT };
enum { SEAT_ID, HOLD, LEFT_MS, ENDS_AT_MS, SEAT_WORDS };

/* One show's piece of seats, from `first` on. */
struct piece {
    struct check_look *look;
    struct check_show *show;
    const redisReply *reply;
    int64_t first;
    int64_t count;
};

/* "7:12", as Redis names the seat. */
static const char *name_of(const struct piece *piece, int64_t seat_id)
{
    return arena_printf(piece->look->context->arena, "%lld:%lld",
                        (long long)piece->show->show->show_no, (long long)seat_id);
}

static void check_end(const struct piece *piece, size_t at, const struct hold_record *hold)
{
    const char *seat = name_of(piece, reply_int(piece->reply, at + SEAT_ID));
    int64_t left_ms = reply_int(piece->reply, at + LEFT_MS);
    int64_t ends_at_ms = reply_int(piece->reply, at + ENDS_AT_MS);
    int64_t own_end_ms = reply_int(piece->reply, NOW_MS) + left_ms;
    piece->look->report->checked[CHECK_END]++;
    if (left_ms < 0)
        check_differ(piece->look, CHECK_END, "the hold of %s (%s) has no end", seat,
                     hold->reservation_id.text);
    else if (llabs(own_end_ms - ends_at_ms) > END_TOLERANCE_MS)
        check_differ(piece->look, CHECK_END,
                     "the hold of %s (%s) does not end at its deadline %lld", seat,
                     hold->reservation_id.text, (long long)ends_at_ms);
    else if (hold->is_being_paid ? ends_at_ms < hold->deadline_ms : ends_at_ms != hold->deadline_ms)
        check_differ(
            piece->look, CHECK_END, "the hold of %s (%s) is for %lld, its deadline is %lld", seat,
            hold->reservation_id.text, (long long)hold->deadline_ms, (long long)ends_at_ms);
}

/* A hold or a deadline of a seat that nothing else on the map speaks against. */
static void check_held(const struct piece *piece, size_t at, char letter)
{
    int64_t seat_id = reply_int(piece->reply, at + SEAT_ID);
    const char *value = reply_text(piece->reply, at + HOLD);
    int64_t ends_at_ms = reply_int(piece->reply, at + ENDS_AT_MS);
    struct check_seat *seat = &piece->show->seats[seat_id - 1];
    const char *name = name_of(piece, seat_id);
    struct hold_record hold = {0};
    if (*value && !hold_record_parse(value, &hold)) {
        check_differ(piece->look, CHECK_HELD, "the hold of %s is no hold: %s", name, value);
        return;
    }
    if (letter != 'H')
        check_differ(piece->look, CHECK_HELD,
                     "%s is %c on the map, and has a hold (%s) or deadline %lld", name, letter,
                     hold.reservation_id.text, (long long)ends_at_ms);
    else if (!*value)
        check_differ(piece->look, CHECK_HELD,
                     "%s is H on the map with deadline %lld, and has no hold", name,
                     (long long)ends_at_ms);
    else if (!ends_at_ms)
        check_differ(piece->look, CHECK_HELD, "the hold of %s (%s) has no deadline", name,
                     hold.reservation_id.text);
    else
        check_end(piece, at, &hold);
    seat->holder = hold.user_id;
    seat->hold = hold.reservation_id;
    seat->ends_at_ms = ends_at_ms;
    if (*value)
        people_add(&piece->show->people, &hold.user_id, piece->look->context->arena);
}

static void check_letter(const struct piece *piece, int64_t seat_id, char letter, bool is_held)
{
    const struct check_seat *seat = &piece->show->seats[seat_id - 1];
    bool is_sold = *seat->sale.text;
    const char *name = name_of(piece, seat_id);
    if (is_sold && letter != 'S')
        check_differ(piece->look, CHECK_SOLD, "%s is sold (%s), and %c on the map", name,
                     seat->sale.text, letter);
    else if (!is_sold && letter == 'S')
        check_differ(piece->look, CHECK_SOLD, "%s is S on the map, and not sold", name);
    else if (seat->is_unsold != (letter == 'N'))
        check_differ(piece->look, CHECK_SOLD, "%s is %s for sale, and %c on the map", name,
                     seat->is_unsold ? "not" : "there", letter);
    else if (!strchr("AHSN", letter))
        check_differ(piece->look, CHECK_HELD, "%s is %c on the map", name, letter);
    if (letter == 'H' && !is_held)
        check_differ(piece->look, CHECK_HELD, "%s is H on the map, without a hold", name);
}

/* The words of the seats are in the order of the seats. */
static void check_letters(const struct piece *piece)
{
    const char *letters = reply_text(piece->reply, LETTERS);
    size_t at = FIRST_SEAT;
    for (int64_t i = 0; i < piece->count; i++) {
        int64_t seat_id = piece->first + i;
        bool is_held =
            at < reply_count(piece->reply) && reply_int(piece->reply, at + SEAT_ID) == seat_id;
        char letter = i < (int64_t)strlen(letters) ? letters[i] : '-';
        check_letter(piece, seat_id, letter, is_held);
        if (is_held) {
            check_held(piece, at, letter);
            at += SEAT_WORDS;
        }
    }
    piece->look->report->checked[CHECK_SOLD] += piece->count;
    piece->look->report->checked[CHECK_HELD] += piece->count;
}

static enum err check_piece(struct piece *piece)
{
    const struct check_look *look = piece->look;
    struct redis_call call = redis_script(SCRIPT_CHECK_SEATS, look->context->arena);
    key_map(&call, &look->concert_id, piece->show->show->show_no);
    key_deadlines(&call, &look->concert_id);
    for (int64_t i = 0; i < piece->count; i++)
        key_hold(&call, &look->concert_id,
                 &(struct seat_ref){piece->show->show->show_no, piece->first + i});
    arg_now(&call, look->context);
    redis_arg_int(&call, piece->show->show->show_no);
    redis_arg_int(&call, piece->first);
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(look->context->redis, &call, &reply);
    if (err)
        return err;
    piece->reply = reply;
    if (piece->first == 1 && reply_int(reply, LENGTH) != piece->show->show->seats_total)
        check_differ(piece->look, CHECK_LENGTH,
                     "the map of show %s has %lld letters for %lld seats",
                     piece->show->show->show_id.text, (long long)reply_int(reply, LENGTH),
                     (long long)piece->show->show->seats_total);
    check_letters(piece);
    return OK;
}

enum err check_seats(struct check_look *look, struct check_show *show)
{
    int64_t total = show->show->seats_total;
    enum err err = OK;
    look->report->checked[CHECK_LENGTH]++;
    for (int64_t first = 1; first <= total && !err; first += SEATS_A_PIECE) {
        int64_t left = total - first + 1;
        struct piece piece = {
            .look = look,
            .show = show,
            .first = first,
            .count = left < SEATS_A_PIECE ? left : SEATS_A_PIECE,
        };
        err = check_piece(&piece);
    }
    return err;
}
