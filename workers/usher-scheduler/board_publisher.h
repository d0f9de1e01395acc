/* board_publisher.h -- after each tick: the boards, and who is listening to them. */
#ifndef USHER_USHER_SCHEDULER_BOARD_PUBLISHER_H
#define USHER_USHER_SCHEDULER_BOARD_PUBLISHER_H

#include <stddef.h>

#include "base/context.h"
#include "sale/upkeep/tick.h"
#include "usher-scheduler/concert_figures.h"

struct publisher;

/* By USHER_BOARD_DIR and USHER_PUBLISH_URL; NULL when the latter has no form that is known. What it
 * writes it notes in `figures`. */
struct publisher *publisher_create(const struct config *config, struct concert_figures *figures);
void publisher_destroy(struct publisher *publisher); /* NULL is fine */

/* A new second begins: each concert's board is due once more. */
void publisher_begin(struct publisher *publisher);

/*
 * Writes the boards that are due, each to its file, and posts what is news: until the time is up
 * (until_ms, monotonic), so that it holds up no tick. The next run goes on with the rest. Does
 * nothing while another scheduler has the folder.
 */
void publisher_run(struct publisher *publisher, struct context *context,
                   const struct tick_concert *concerts, size_t count, int64_t until_ms);

#endif
