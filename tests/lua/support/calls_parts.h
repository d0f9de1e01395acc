/* calls_parts.h -- what the calls of several files are made of. */
#ifndef USHER_LUA_SUPPORT_CALLS_PARTS_H
#define USHER_LUA_SUPPORT_CALLS_PARTS_H

#include "lua/support/calls.h"
#include "sale/redis/keys.h"
#include "store/redis_values.h"

/* Reads "1:5" at the front of a list of seats and steps over it; false at the end. */
bool next_seat(const char **seats, struct seat_ref *ret_seat);
struct seat_ref seat_of(const char *seat);
char *reservation_at(const struct seat_ref *seat);

void key_buyer_of(struct redis_call *call, int user);
void keys_of_maps(struct redis_call *call);

/* A script that answers with the user's own entry: its keys, the time, the user. */
struct redis_call entry_script(enum script script, int user);

#endif
