/* calls.c -- one function a script: its KEYS and ARGV in their order, its answer as words. */
#include "lua/support/calls.h"

#include <stdlib.h>
#include <string.h>

#include "lua/support/calls_parts.h"
#include "store/redis_values.h"

#define FAR_SECONDS INT64_C(4000000000)
#define PLENTY 500 /* people a tick may move when a test does not say */

static int64_t reservations_made;

static struct redis_call queue_script(enum script script)
{
    struct redis_call call = a_script(script);
    queue_keys(&call, concert_id());
    return call;
}

static void keys_of_seats(struct redis_call *call, const char *seats)
{
    struct seat_ref seat;
    while (next_seat(&seats, &seat)) {
        key_map(call, concert_id(), seat.show_no);
        key_hold(call, concert_id(), &seat);
    }
}

static void keys_of_holds(struct redis_call *call, const char *seats)
{
    struct seat_ref seat;
    while (next_seat(&seats, &seat))
        key_hold(call, concert_id(), &seat);
}

static void args_of_seats(struct redis_call *call, const char *seats)
{
    struct seat_ref seat;
    while (next_seat(&seats, &seat))
        arg_seat(call, &seat);
}

static const char *join_as(int user, const char *queue_number, const char *drawn, const char *lobby)
{
    struct redis_call call = entry_script(SCRIPT_JOIN_QUEUE, user);
    redis_arg(&call, queue_number);
    redis_arg(&call, drawn);
    redis_arg(&call, lobby);
    return answer_of(&call);
}

const char *join_drawn(int user, int64_t queue_number, const char *drawn)
{
    return join_as(user, queue_number ? text("%lld", (long long)queue_number) : "", drawn, "");
}

const char *join_from_lobby(int user, int64_t arrival, const char *drawn)
{
    return join_as(user, text("%lld", (long long)arrival), drawn, "1");
}

const char *join_signed(int user, int64_t queue_number)
{
    return join_drawn(user, queue_number, "");
}

const char *join(int user)
{
    return join_signed(user, 0);
}

const char *join_back(int user, int64_t queue_number)
{
    const char *answer = join_signed(user, queue_number);
    return strcmp(answer, "LOOK_UP") ? answer : join_drawn(user, queue_number, "0");
}

const char *look(int user)
{
    struct redis_call call = entry_script(SCRIPT_LOOK_QUEUE, user);
    return answer_of(&call);
}

const char *leave(int user, const char *held)
{
    struct redis_call call = queue_script(SCRIPT_LEAVE_QUEUE);
    key_lobby(&call, concert_id());
    key_buyer_of(&call, user);
    key_deadlines(&call, concert_id());
    key_wishes(&call, concert_id());
    keys_of_seats(&call, held);
    arg_time(&call);
    redis_arg(&call, user_id(user));
    args_of_seats(&call, held);
    return answer_of(&call);
}

/* Shows whose start nobody here lives to see (3000-01-01). */
#define SHOWS_START_MS 32503680000000

/* patience_us: 0 for a tick that has something to do however soon it comes. */
static const char *tick_with(int64_t most, int64_t patience_us)
{
    struct redis_call call = queue_script(SCRIPT_TICK_CONCERT);
    key_deadlines(&call, concert_id());
    key_wishes(&call, concert_id());
    key_holds(&call, concert_id());
    key_buyers(&call, concert_id());
    keys_of_maps(&call);
    arg_time(&call);
    redis_arg_int(&call, most);
    arg_policy(&call);
    redis_arg_run(&call);
    redis_arg_int(&call, patience_us);
    for (int show = 1; show <= SHOWS; show++) {
        redis_arg_int(&call, show);
        redis_arg_int(&call, SHOWS_START_MS);
    }
    return answer_of(&call);
}

/* The answer without its last word, how many seats' holds ran out, which the metrics count. */
static const char *without_seats(const char *answer)
{
    const char *last = strrchr(answer, ' ');
    return last ? text("%.*s", (int)(last - answer), answer) : answer;
}

const char *tick_batch(int64_t most)
{
    return without_seats(tick_with(most, 0));
}

const char *tick_of_another(void)
{
    return without_seats(tick_with(PLENTY, PATIENCE_MS * 1000));
}

const char *tick_holds_expired(void)
{
    const char *answer = tick_with(PLENTY, 0);
    const char *last = strrchr(answer, ' ');
    return last ? last + 1 : answer;
}

const char *tick(void)
{
    return tick_batch(PLENTY);
}

const char *read_concert(int user)
{
    struct redis_call call = queue_script(SCRIPT_READ_CONCERT);
    key_lobby(&call, concert_id());
    keys_of_maps(&call);
    arg_time(&call);
    redis_arg(&call, user ? user_id(user) : "");
    return answer_of(&call);
}

void admit(int count)
{
    for (int user = 1; user <= count; user++)
        EXPECT(join(user), "OK 1 WAITING ...");
    pass(1);
    EXPECT(tick(), "OK ...");
    for (int user = 1; user <= count; user++)
        EXPECT(look(user), "OK 0 ACTIVE ...");
}

const char *read_seats(int user)
{
    struct redis_call call = gated_script(SCRIPT_READ_SEATS, user);
    keys_of_maps(&call);
    arg_time(&call);
    redis_arg(&call, user_id(user));
    return answer_of(&call);
}

static void remember_reservations(const char *seats, int64_t first)
{
    struct seat_ref seat;
    while (next_seat(&seats, &seat))
        (void)snprintf(reservation_at(&seat), UUID_SIZE, "r%lld", (long long)first++);
}

const char *hold_of_show_at(int user, const char *seats, int64_t starts_in_seconds)
{
    struct redis_call call = gated_script(SCRIPT_HOLD_SEATS, user);
    key_map(&call, concert_id(), seat_of(seats).show_no);
    keys_of_holds(&call, seats);
    arg_time(&call);
    redis_arg(&call, user_id(user));
    redis_arg_int(&call, now_ms() + starts_in_seconds * 1000);
    redis_arg_int(&call, seat_of(seats).show_no);
    struct seat_ref seat;
    int64_t first = reservations_made;
    for (const char *rest = seats; next_seat(&rest, &seat);) {
        redis_arg(&call, text("r%lld", (long long)reservations_made++));
        arg_seat(&call, &seat);
    }
    const char *answer = answer_of(&call);
    if (words_match(answer, "OK ..."))
        remember_reservations(seats, first);
    return answer;
}

const char *hold(int user, const char *seats)
{
    return hold_of_show_at(user, seats, FAR_SECONDS);
}

const char *release_reservation(int user, const char *seat, const char *reservation)
{
    struct redis_call call = a_script(SCRIPT_RELEASE_HOLD);
    key_concert(&call, concert_id());
    key_buyer_of(&call, user);
    key_deadlines(&call, concert_id());
    keys_of_seats(&call, seat);
    redis_arg(&call, user_id(user));
    redis_arg(&call, reservation);
    redis_arg(&call, seat);
    return answer_of(&call);
}

const char *release(int user, const char *seat)
{
    return release_reservation(user, seat, reservation_of(seat));
}

const char *map(int show)
{
    return ask("GET %s", key(text("map:%d", show)));
}

char letter(const char *seat)
{
    struct seat_ref ref = seat_of(seat);
    return map((int)ref.show_no)[ref.seat_id - 1];
}

int64_t ends_ms(const char *seat)
{
    return number(ask("ZSCORE %s %s", key("deadlines"), seat), 0) - BEGIN_MS;
}

/* reservation: of the one seat named; NULL for those that the test knows of. */
static void args_of_sales(struct redis_call *call, const char *seats, const char *reservation)
{
    struct seat_ref seat;
    while (next_seat(&seats, &seat)) {
        redis_arg(call, reservation ? reservation : reservation_at(&seat));
        arg_seat(call, &seat);
    }
}

static const char *start(int user, const char *fence, const char *seats, const char *reservation)
{
    struct redis_call call = gated_script(SCRIPT_START_PAYMENT, user);
    keys_of_holds(&call, seats);
    arg_time(&call);
    redis_arg(&call, user_id(user));
    redis_arg(&call, fence);
    redis_arg_int(&call, LONGEST_MS);
    args_of_sales(&call, seats, reservation);
    return answer_of(&call);
}

const char *start_payment(int user, const char *fence, const char *seats)
{
    return start(user, fence, seats, NULL);
}

const char *start_payment_of(int user, const char *seat, const char *reservation)
{
    return start(user, "f", seat, reservation);
}

static const char *end_payment(int user, const char *fence, const char *was_sold, const char *seats)
{
    struct redis_call call = a_script(SCRIPT_CANCEL_PAYMENT);
    key_concert(&call, concert_id());
    key_buyer_of(&call, user);
    key_deadlines(&call, concert_id());
    keys_of_seats(&call, seats);
    arg_time(&call);
    redis_arg(&call, fence);
    redis_arg(&call, was_sold);
    args_of_seats(&call, seats);
    return answer_of(&call);
}

const char *cancel_payment(int user, const char *fence, const char *seats)
{
    return end_payment(user, fence, "0", seats);
}

const char *cancel_payment_of_sold(int user, const char *fence, const char *seats)
{
    return end_payment(user, fence, "1", seats);
}

const char *finish_payment_of(int user, const char *seats, const char *reservation)
{
    struct redis_call call = a_script(SCRIPT_FINISH_PAYMENT);
    key_concert(&call, concert_id());
    key_active(&call, concert_id());
    key_turns(&call, concert_id());
    key_buyer_of(&call, user);
    key_deadlines(&call, concert_id());
    key_refunds(&call, concert_id());
    keys_of_seats(&call, seats);
    redis_arg(&call, user_id(user));
    args_of_sales(&call, seats, reservation);
    return answer_of(&call);
}

const char *finish_payment(int user, const char *seats)
{
    return finish_payment_of(user, seats, NULL);
}

const char *refund_seats_of(int user, const char *seats, const char *reservation)
{
    struct redis_call call = a_script(SCRIPT_REFUND_SEATS);
    key_concert(&call, concert_id());
    key_buyer_of(&call, user);
    key_deadlines(&call, concert_id());
    key_refunds(&call, concert_id());
    keys_of_seats(&call, seats);
    args_of_sales(&call, seats, reservation);
    return answer_of(&call);
}

const char *refund_seats(int user, const char *seats)
{
    return refund_seats_of(user, seats, NULL);
}
