/* calls_restore.h -- the scripts that bring a concert back into an empty Redis. */
#ifndef USHER_LUA_SUPPORT_CALLS_RESTORE_H
#define USHER_LUA_SUPPORT_CALLS_RESTORE_H

#include <stdbool.h>

const char *begin_restore(const char *token);
/* sections: of show 1, a blank between first seat and layout: "1 24:2+20;0+10+4+10";
 * "1 4:0+4!4": its four seats are not for sale */
const char *restore_layouts(const char *token, const char *sections);
const char *restore_seats(const char *token, int user, const char *seats);
const char *restore_seat_of(const char *token, int user, const char *seat, const char *reservation);
const char *restore_refunded(const char *token, int user, const char *seats);
const char *finish_restore(const char *token);
const char *abandon_restore(const char *token);
void restore_empty(void); /* from its beginning to its end; nothing was sold */
const char *finish_restore_of(const char *token, const char *queueing, bool drawn);

#endif
