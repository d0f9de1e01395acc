/* calls_restore.c -- the scripts that bring a concert back into an empty Redis. */
#include "lua/support/calls_restore.h"

#include "lua/support/calls_parts.h"

#include <stdlib.h>
#include <string.h>

#include "store/redis_values.h"

const char *begin_restore(const char *token)
{
    struct redis_call call = a_script(SCRIPT_BEGIN_RESTORE);
    key_concert(&call, concert_id());
    keys_of_maps(&call);
    arg_time(&call);
    redis_arg(&call, token);
    for (int show = 1; show <= SHOWS; show++)
        redis_arg_int(&call, SEATS);
    return answer_of(&call);
}

const char *restore_layouts(const char *token, const char *sections)
{
    struct redis_call call = a_script(SCRIPT_RESTORE_LAYOUTS);
    key_concert(&call, concert_id());
    key_map(&call, concert_id(), 1);
    arg_time(&call);
    redis_arg(&call, token);
    redis_arg_int(&call, 1);
    for (const char *at = sections; *at; at += strspn(at, " ")) {
        size_t first = strcspn(at, " ");
        const char *layout = at + first + 1;
        size_t length = strcspn(layout, " !");
        redis_arg(&call, text("%.*s", (int)first, at));
        redis_arg(&call, text("%.*s", (int)length, layout));
        redis_arg_int(&call, layout[length] == '!' ? strtoll(layout + length + 1, NULL, 10) : 0);
        at = layout + strcspn(layout, " ");
    }
    return answer_of(&call);
}

/* reservation: of the one seat named; NULL for those that the test knows of. */
static const char *restore(const char *token, int user, const char *seats, const char *reservation,
                           const char *refunded)
{
    struct redis_call call = a_script(SCRIPT_RESTORE_SEATS);
    struct seat_ref seat;
    key_concert(&call, concert_id());
    key_map(&call, concert_id(), seat_of(seats).show_no);
    key_deadlines(&call, concert_id());
    key_holds(&call, concert_id());
    key_buyers(&call, concert_id());
    key_refunds(&call, concert_id());
    for (const char *rest = seats; next_seat(&rest, &seat);)
        key_buyer_of(&call, user);
    arg_time(&call);
    redis_arg(&call, token);
    redis_arg_int(&call, seat_of(seats).show_no);
    for (const char *rest = seats; next_seat(&rest, &seat);) {
        redis_arg(&call, reservation ? reservation : reservation_at(&seat));
        redis_arg_int(&call, seat.seat_id);
        redis_arg(&call, refunded);
    }
    return answer_of(&call);
}

const char *restore_seats(const char *token, int user, const char *seats)
{
    return restore(token, user, seats, NULL, "0");
}

const char *restore_seat_of(const char *token, int user, const char *seat, const char *reservation)
{
    return restore(token, user, seat, reservation, "0");
}

const char *restore_refunded(const char *token, int user, const char *seats)
{
    return restore(token, user, seats, NULL, "1");
}

const char *finish_restore_of(const char *token, const char *queueing, bool drawn)
{
    struct redis_call call = a_script(SCRIPT_FINISH_RESTORE);
    key_concert(&call, concert_id());
    key_lobby(&call, concert_id());
    arg_time(&call);
    redis_arg(&call, token);
    redis_arg(&call, queueing);
    redis_arg(&call, drawn ? "1" : "");
    return answer_of(&call);
}

const char *abandon_restore(const char *token)
{
    struct redis_call call = a_script(SCRIPT_ABANDON_RESTORE);
    key_concert(&call, concert_id());
    redis_arg(&call, token);
    return answer_of(&call);
}

const char *finish_restore(const char *token)
{
    return finish_restore_of(token, "fifo", false);
}

void restore_empty(void)
{
    EXPECT(begin_restore("again"), "OK");
    EXPECT(finish_restore("again"), "OK");
}
