/* context.h -- what a rule needs from the world, for the length of one request. */
#ifndef USHER_BASE_CONTEXT_H
#define USHER_BASE_CONTEXT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/entropy.h"

struct metrics;
struct pg;
struct redis;
struct provider;
struct show_cache;
struct concert_cache;
struct token_signer;

struct context {
    const struct config *config;
    struct clock clock;
    struct entropy entropy;
    struct token_signer *tokens; /* of workers alone */
    struct arena *arena; /* everything a rule returns lives here, until the answer is sent */
    struct redis *redis;
    struct pg *pg;
    struct show_cache *shows;
    struct concert_cache *concerts; /* of workers alone */
    struct provider *provider;      /* of card payments; NULL when there is none */
    struct metrics *metrics;        /* what is counted; NULL: nothing is */
    int64_t redis_now_us;           /* 0: Redis tells the time itself; a test may set it */
};

#endif
