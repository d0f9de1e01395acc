/* draw_steps.h -- the steps of holding a draw, for draw_hold.c alone. */
#ifndef USHER_SALE_DRAW_DRAW_STEPS_H
#define USHER_SALE_DRAW_DRAW_STEPS_H

#include "sale/draw/draw_list.h"
#include "sale/draw/draw_run.h"

struct holding {
    struct context *context;
    const struct uuid *concert_id;
    const struct draw_closing *closing;
    struct hasher *hasher;
};

/* What the books have of a draw, the secret included. */
struct draw_record {
    struct sha256 seed;
    bool is_committed;
    int64_t entrants;
    int64_t first_number;
    int64_t closed_us;
};

/* Reads the lobby into list, in order: it is closed, so that people only leave meanwhile. */
MUST_CHECK enum err draw_read_lobby(const struct holding *holding, struct draw_list *list);

/* Opens a transaction that has the draw; none is open when *ret_mine is false. */
MUST_CHECK enum err draw_take(const struct holding *holding, struct draw_record *ret_record,
                              bool *ret_mine);

/* Writes the list with its places, and ends the transaction of draw_take. */
MUST_CHECK enum err draw_commit(const struct holding *holding, const struct draw_list *list,
                                int64_t first_number);
MUST_CHECK enum err draw_reveal(const struct holding *holding);

/* The list and its places as they were committed. */
MUST_CHECK enum err draw_load(const struct holding *holding, int64_t entrants,
                              struct draw_list *list);

/* Empties the lobby: everybody there gets the place that was drawn. Then call-ups may begin. */
MUST_CHECK enum err draw_give_places(const struct holding *holding, const struct draw_list *list,
                                     const struct draw_record *record, int64_t *ret_given);

#endif
