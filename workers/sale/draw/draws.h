/* draws.h -- what Postgres says of a lottery's draw: public once it is run, and provable. */
#ifndef USHER_SALE_DRAW_DRAWS_H
#define USHER_SALE_DRAW_DRAWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "sale/draw/draw_list.h"
#include "sale/redis/entry_id.h"

/* The hash of the seed is there from the beginning, the list when it is committed,
 * then the seed. */
struct draw {
    struct uuid concert_id;
    struct sha256 seed_hash;
    int64_t committed_at_ms; /* 0: not yet, and so are the next three */
    int64_t entrants;
    struct sha256 root;
    int64_t first_number; /* the queueNumber of place 1; they follow one by one */
    int64_t drawn_at_ms;  /* when the seed became readable; 0: not yet */
    struct sha256 seed;
};

/* ERR_NOT_FOUND for a concert that is no lottery. */
MUST_CHECK enum err draws_find(struct context *context, const struct uuid *concert_id,
                               struct draw *ret_draw);

/* A chunk of the committed list, in order, from the arena. ERR_NOT_FOUND when there is none. */
MUST_CHECK enum err draws_chunk(struct context *context, const struct uuid *concert_id,
                                int64_t chunk_no, struct draw_chunk *ret_chunk);

/* A person's place in a draw, and what proves that it was drawn so. */
struct draw_proof {
    struct sha256 entrant;
    int64_t index; /* in the list, from 0 */
    int64_t place; /* from 1 */
    int64_t queue_number;
    struct draw_path path;
};

/* ERR_STATE_CONFLICT before the draw, ERR_NOT_FOUND for somebody who is not in it. */
MUST_CHECK enum err draws_proof(struct context *context, const struct entry_id *id,
                                struct draw *ret_draw, struct draw_proof *ret_proof);

/* The queueNumber that somebody was drawn; 0 for none. */
MUST_CHECK enum err draws_number(struct context *context, const struct entry_id *id,
                                 int64_t *ret_number);

#endif
