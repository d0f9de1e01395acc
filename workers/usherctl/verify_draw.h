/* verify_draw.h -- a draw that is to be verified, wherever it was read from. */
#ifndef USHER_USHERCTL_VERIFY_DRAW_H
#define USHER_USHERCTL_VERIFY_DRAW_H

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

/* Each reads into *draw and answers CTL_OK, or CTL_FAILED with the reason on stderr. */
int draw_from_files(struct context *context, int count, char **paths, struct claimed_draw *draw);
int draw_from_books(struct context *context, const struct uuid *concert_id,
                    struct claimed_draw *draw);

#endif
