/* calls_wishes.h -- choosing while one waits. */
#ifndef USHER_LUA_SUPPORT_CALLS_WISHES_H
#define USHER_LUA_SUPPORT_CALLS_WISHES_H

#include <stdint.h>

/* wanted: as Redis keeps it, "show quantity adjacent price named random sections"; "" takes it
 * back. */
const char *wish(int user, const char *wanted);
const char *wish_of_show_at(int user, const char *wanted, int64_t starts_in_seconds);
void join_wishing(int user, const char *wanted);
const char *kept_wish(int user);         /* "-": none */
const char *holder_of(const char *seat); /* the user's id */

#endif
