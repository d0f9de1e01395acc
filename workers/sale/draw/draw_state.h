/* draw_state.h -- what the steps of running a draw hand to each other. */
#ifndef USHER_SALE_DRAW_DRAW_STATE_H
#define USHER_SALE_DRAW_DRAW_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/context.h"
#include "base/crypto/sha256.h"
#include "base/uuid.h"

/* A closed lobby, by the clock of Redis. */
struct draw_closing {
    bool is_due;        /* there is something to draw, or to go on with */
    int64_t closed_us;  /* which life of Redis, and which lobby in it */
    int64_t end_number; /* the one behind the last place */
};

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

#endif
