/* calls.h -- one function a script, to talk to the concert that the test has opened. */
#ifndef USHER_LUA_SUPPORT_CALLS_H
#define USHER_LUA_SUPPORT_CALLS_H

#include <stdint.h>

#include "lua/support/support.h"

/* A payment may take as long as this. */
enum { LONGEST_MS = 15000 };

/* A tick within this of another's has nothing to do. */
enum { PATIENCE_MS = 400 };

/* The queue. */
const char *join(int user);
const char *join_signed(int user, int64_t queue_number);
const char *join_drawn(int user, int64_t queue_number, const char *drawn); /* "": not looked up */
const char *join_back(int user, int64_t queue_number); /* whose place Postgres says was not used */
const char *join_from_lobby(int user, int64_t arrival, const char *drawn); /* its token */
const char *look(int user);
const char *leave(int user, const char *held); /* held: "1:5 1:6", what the caller knows of */
const char *tick(void);
const char *tick_batch(int64_t most);
const char *tick_of_another(
    void); /* of a scheduler that finds one of another's within PATIENCE_MS done */
const char *tick_holds_expired(void); /* of how many seats the hold ran out in a tick */
const char *read_concert(int user);   /* with both maps; 0: nobody asks */

/* Users 1 to count join, and a second later they are admitted. */
void admit(int count);

/* Seats: "1:5 1:6" are two of show 1. A hold's reservation is known to the calls that follow. */
const char *read_seats(int user); /* with both maps */
const char *hold(int user, const char *seats);
const char *hold_of_show_at(int user, const char *seats, int64_t starts_in_seconds);
const char *release(int user, const char *seat);
const char *release_reservation(int user, const char *seat, const char *reservation);
const char *map(int show);         /* "AAHSAA…" */
char letter(const char *seat);     /* its letter on the map */
int64_t ends_ms(const char *seat); /* when the hold's key was said to end, since the beginning */

/* Paying. */
const char *start_payment(int user, const char *fence, const char *seats);
const char *start_payment_of(int user, const char *seat, const char *reservation);
const char *cancel_payment(int user, const char *fence, const char *seats);
const char *cancel_payment_of_sold(int user, const char *fence, const char *seats);
const char *finish_payment(int user, const char *seats);
const char *finish_payment_of(int user, const char *seat, const char *reservation);
const char *refund_seats(int user, const char *seats);
const char *refund_seats_of(int user, const char *seat, const char *reservation);

#endif
