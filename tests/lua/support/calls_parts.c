/* calls_parts.c -- what the calls of several files are made of. */
#include "lua/support/calls_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The reservations that the scripts accepted, by show and seat. */
static char reservations[SHOWS + 1][SEATS + 1][UUID_SIZE];

bool next_seat(const char **seats, struct seat_ref *ret_seat)
{
    char *end;
    if (!**seats)
        return false;
    ret_seat->show_no = strtoll(*seats, &end, 10);
    ret_seat->seat_id = strtoll(end + 1, &end, 10);
    *seats = end + strspn(end, " ");
    return true;
}

struct seat_ref seat_of(const char *seat)
{
    struct seat_ref ref = {0};
    (void)next_seat(&seat, &ref);
    return ref;
}

char *reservation_at(const struct seat_ref *seat)
{
    return reservations[seat->show_no][seat->seat_id];
}

const char *reservation_of(const char *seat)
{
    struct seat_ref ref = seat_of(seat);
    return text("%s", reservation_at(&ref));
}

void learn_reservations(void)
{
    for (int show = 1; show <= SHOWS; show++) {
        for (int seat = 1; seat <= SEATS; seat++) {
            const char *held = word(ask("GET %s", key(text("hold:%d:%d", show, seat))), 0);
            if (strcmp(held, "-") != 0)
                (void)snprintf(reservations[show][seat], UUID_SIZE, "%s", held);
        }
    }
}

static struct uuid uuid_of(int user)
{
    struct uuid id = {0};
    CU_ASSERT_TRUE_FATAL(uuid_parse(user_id(user), &id));
    return id;
}

void key_buyer_of(struct redis_call *call, int user)
{
    struct uuid id = uuid_of(user);
    key_buyer(call, concert_id(), &id);
}

struct redis_call entry_script(enum script script, int user)
{
    struct redis_call call = a_script(script);
    struct uuid id = uuid_of(user);
    entry_keys(&call, concert_id(), &id);
    arg_time(&call);
    redis_arg(&call, user_id(user));
    return call;
}

/* A script that the user passes with an admission. */
struct redis_call gated_script(enum script script, int user)
{
    struct redis_call call = a_script(script);
    struct uuid id = uuid_of(user);
    gate_keys(&call, concert_id(), &id);
    return call;
}

void keys_of_maps(struct redis_call *call)
{
    for (int show = 1; show <= SHOWS; show++)
        key_map(call, concert_id(), show);
}
