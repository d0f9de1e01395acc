/* concert_figures.h -- what the last ticks found of each concert, for the metrics. */
#ifndef USHER_USHER_SCHEDULER_CONCERT_FIGURES_H
#define USHER_USHER_SCHEDULER_CONCERT_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/metrics/exposition.h"
#include "base/uuid.h"
#include "sale/redis/seat_letters.h"
#include "sale/upkeep/tick.h"

/* Concerts on sale that are named; the others are one sum, so that there are never too many. */
#define CONCERTS_NAMED_MAX 50

struct concert_figures;
struct concert_figures *concert_figures_create(void);
void concert_figures_destroy(struct concert_figures *figures); /* NULL is fine */

/* Forgets the concerts that are not among these. */
void concert_figures_keep(struct concert_figures *figures, const struct tick_concert *concerts,
                          size_t count);

/* What a tick found; NULL: it failed, and nothing is known of the concert's queue and seats. */
void concert_figures_ticked(struct concert_figures *figures, const struct uuid *concert_id,
                            const struct tick_result *result);

/* Its board was written, with these seats of shows to come. */
void concert_figures_published(struct concert_figures *figures, const struct uuid *concert_id,
                               const struct seat_counts *seats);
/* Another scheduler writes the boards now. */
void concert_figures_forget_boards(struct concert_figures *figures);

/* METRIC_WAITING, METRIC_ACTIVE, METRIC_SEATS and METRIC_BOARD_AGE; any other is left out. */
void concert_figures_write(const struct concert_figures *figures, enum metric metric,
                           struct exposition *exposition);

#endif
