/* lottery.h -- a lottery for the tests: its lobby, its draw, its losses. */
#ifndef USHER_LUA_DRAW_LOTTERY_H
#define USHER_LUA_DRAW_LOTTERY_H

#include "lua/support/calls.h"

/* The hour is ten seconds after the beginning; drawn numbers end a second before it. */
enum { HOUR = 10 };
#define HOUR_US (BEGIN_US + HOUR * INT64_C(1000000))
#define DRAWN(place) (HOUR_US - 2000000 + (place))

/* Running a draw; `closed` is what begin_draw said. */
const char *begin_draw(void);
const char *assign_place(const char *closed, int user, int64_t queue_number); /* 0: not drawn */
const char *finish_draw(const char *closed, const char *committed);

void open_lobby(void);
const char *close_lobby(int64_t people); /* what the other steps know this closing by */
void draw(int first, int second);        /* of a lobby of these two */

/* Redis is lost, or comes back with an older state of itself; `drawn` is what Postgres knows. */
void lose_lottery(bool drawn);
void fall_back(bool drawn);

#endif
