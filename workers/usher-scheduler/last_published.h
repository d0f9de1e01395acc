/* last_published.h -- what listeners were told last, concert by concert and show by show. */
#ifndef USHER_USHER_SCHEDULER_LAST_PUBLISHED_H
#define USHER_USHER_SCHEDULER_LAST_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/context.h"
#include "sale/seats/stock.h"
#include "sale/upkeep/tick.h"

/* When something was told: in which second of this process, and over which connection to nginx. */
struct told {
    int64_t second; /* of the monotonic clock */
    int64_t connection;
};

struct show_watch {
    struct uuid show_id;
    const struct seat_block *blocks; /* NULL: not read yet */
    size_t block_count;
    char *map; /* NULL: nothing was told yet */
    int64_t version;
    struct told told;
};

struct concert_watch {
    struct concert_watch *next;
    struct uuid concert_id;
    struct arena *arena;
    uint32_t checksum; /* of the board without its time */
    struct told told;
    size_t show_count;
    struct show_watch *shows; /* in the order of the schedule's */
};

struct watch_list {
    struct concert_watch *first;
    size_t count;
};

/* The concert's, made when it is not there, and anew when its shows are others than before. */
struct concert_watch *watch_of(struct watch_list *list, const struct tick_concert *concert);

/* Forgets the concerts that are not among these. */
void watch_keep(struct watch_list *list, const struct tick_concert *concerts, size_t count);

/* Reads the blocks of the shows that have none yet, until a moment of the monotonic clock. */
void watch_read_blocks(struct concert_watch *watch, struct context *context, int64_t until_ms);

/* What was told of the seats of a show. */
void watch_set_map(struct concert_watch *watch, struct show_watch *show, const char *map,
                   int64_t version);

#endif
