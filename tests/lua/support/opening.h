/* opening.h -- a concert that is on sale. */
#ifndef USHER_LUA_SUPPORT_OPENING_H
#define USHER_LUA_SUPPORT_OPENING_H

#include "lua/support/support.h"

/* A new concert, restored and ticked once at second 0: its bucket is empty. */
#define open_concert_with(...) open_concert_of(&(struct setting){__VA_ARGS__})
void open_concert_of(const struct setting *setting);
void open_concert(void); /* of the defaults */

#endif
