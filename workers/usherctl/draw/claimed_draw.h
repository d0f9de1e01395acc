/* claimed_draw.h -- a draw that is to be verified, wherever it was read from. */
#ifndef USHER_USHERCTL_DRAW_CLAIMED_DRAW_H
#define USHER_USHERCTL_DRAW_CLAIMED_DRAW_H

#include "sale/draw/draws.h"

/* A place that somebody says they were drawn. */
struct claimed_proof {
    struct uuid concert_id;
    struct uuid user_id;
    int64_t queue_number;
    struct sha256 root;
    struct merkle_proof inclusion; /* leaf: the entrant, not hashed yet */
    int64_t place;
    const char *source;
};

struct claimed_draw {
    struct draw draw;
    bool has_draw;
    struct draw_list list; /* in the order in which it was read; places only from the books */
    size_t proof_count;
    struct claimed_proof *proofs;
};

#endif
