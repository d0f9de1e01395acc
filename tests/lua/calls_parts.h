/* calls_parts.h -- what the calls need of each other: lists of seats, and keys of several scripts.
 */
#ifndef USHER_LUA_CALLS_PARTS_H
#define USHER_LUA_CALLS_PARTS_H

#include "lua/calls.h"
#include "sale/line_keys.h"

/* Reads "1:5" at the front of a list of seats and steps over it; false at the end. */
bool next_seat(const char **seats, struct seat_ref *ret_seat);

/* The reservation that the seat was last held under; "" for none. */
char *reservation_at(const struct seat_ref *seat);

void key_buyer_of(struct redis_call *call, int user);
void keys_of_maps(struct redis_call *call);

#endif
