/* hall.h -- a hall for show 1, drawn as a text, and parties who look for the best seats in it.
 *
 * "AAHA AASA/AAA" has two sections: one with two rows of four seats, and one with a row of three.
 * "AAA.AAA ..AAA/AAA" is of a seating plan in its first section: a dot is no seat. "tAAAA t.AAA"
 * are two tables.
 */
#ifndef USHER_LUA_SUPPORT_HALL_H
#define USHER_LUA_SUPPORT_HALL_H

#include <stddef.h>

#include "lua/support/calls.h"

enum { HALL_SEATS_MAX = 60000, HALL_SECTIONS_MAX = 10 };

struct hall_section {
    int64_t first_seat_id;
    int64_t rows;
    int64_t seats;      /* a row, all of them in a section of a plan */
    const char *layout; /* as Postgres has it; NULL: all rows are of one length */
};

struct hall {
    size_t section_count;
    struct hall_section sections[HALL_SECTIONS_MAX];
    char letters[HALL_SEATS_MAX + 1]; /* of seat 1 and so on */
};

void draw_hall(const char *drawing);
/* The same, when the letters are not drawn but counted; what it points to stays. */
void build_hall(const struct hall *built);

struct party {
    int64_t quantity;
    bool adjacent;
    int64_t starts_in_s;      /* the show; 0: far away */
    const char *sections_but; /* indices of sections that are not wanted: "0 2"; or NULL */
};

/* What the script answers: "OK deadline left seat reservation seat …" */
const char *best_of(int user, const struct party *party);

/* The seats alone, "3 4", of such an answer; the answer itself when it is a refusal. */
const char *seats_in(const char *answer);

#define best_with(user, ...) seats_in(best_of((user), &(struct party){__VA_ARGS__}))
const char *best(int user, int64_t quantity); /* the seats of this many, parted if need be */

#endif
