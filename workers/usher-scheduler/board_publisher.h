/* board_publisher.h -- after each tick: the boards, and who is listening to them. */
#ifndef USHER_USHER_SCHEDULER_BOARD_PUBLISHER_H
#define USHER_USHER_SCHEDULER_BOARD_PUBLISHER_H

#include <stddef.h>

#include "base/context.h"
#include "sale/upkeep/tick.h"

struct publisher;

/* By USHER_BOARD_DIR and USHER_PUBLISH_URL; NULL when the latter has no form that is known. */
struct publisher *publisher_create(const struct config *config);
void publisher_destroy(struct publisher *publisher); /* NULL is fine */

/*
 * Writes the board of each concert to its file and posts what is news. It takes a fifth of a second
 * at most, and goes on with the rest after the next tick. Does nothing while another scheduler has
 * the folder.
 */
void publisher_run(struct publisher *publisher, struct context *context,
                   const struct tick_concert *concerts, size_t count);

#endif
