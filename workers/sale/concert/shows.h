/* shows.h -- what never changes about a show: its concert, hour, sections, rows,
 * plan and prices. */
#ifndef USHER_SALE_CONCERT_SHOWS_H
#define USHER_SALE_CONCERT_SHOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/plan/hall_limits.h"

/* Its seats have ids row by row, without a gap. */
struct section {
    const char *name;
    int64_t price; /* points; 0: not for sale */
    int64_t first_seat_id;
    int64_t seats;
    bool has_layout; /* it is of a seating plan: Redis has the layout of its rows */
    int64_t rows;    /* 0 with a layout, and so is the next */
    int64_t seats_per_row;
};

/* Ids of seats go through a row in order. The texts live as long as the show. */
struct seat_row {
    size_t section;          /* index in sections */
    const char *label;       /* "A" */
    const char *prefix;      /* what the numbers of its seats begin with: "A", "Balcony 3-" */
    const char *seat_label;  /* what follows it, with their numbers for "%s"; NULL: these alone */
    const char *numbers;     /* of its seats, each ended by a newline; NULL: 1, 2, 3 … */
    const char *numbered_at; /* the end at which its number is drawn, "start"; NULL: at both */
    const int32_t *xs;       /* where its seats stand on the plan, in pixels; NULL without a plan */
    const int32_t *ys;
    int64_t first_seat_id;
    int64_t seats;
};

/* The seating plan of a show. */
struct show_plan {
    int64_t width; /* pixels */
    int64_t height;
    const char *areas; /* the stage and the like: JSON, as the API has it */
};

struct show {
    struct uuid show_id;
    struct uuid concert_id;
    int64_t show_no;
    int64_t starts_at_ms;
    int64_t seats_total;
    int64_t price_min; /* of what is for sale */
    int64_t price_max;
    size_t section_count;
    struct section *sections; /* in the organiser's order: the best first */
    size_t row_count;
    struct seat_row *rows;        /* by first_seat_id */
    const struct show_plan *plan; /* NULL: its sections are rows of one length */
    const char *map_members; /* sections and plan: JSON, as the API has them; see show_keep_map */
};

/*
 * A process keeps the shows it saw last: they are facts, so that holding a seat asks Postgres
 * nothing. Bounded; the one that was used longest ago makes room.
 */
struct show_cache;
struct show_cache *show_cache_create(void);
void show_cache_destroy(struct show_cache *cache); /* NULL is fine */

/* The show lives until the next call that loads one. ERR_NOT_FOUND when there is none. */
MUST_CHECK enum err show_by_id(struct context *context, const struct uuid *show_id,
                               const struct show **ret_show);
MUST_CHECK enum err show_by_number(struct context *context, int64_t show_no,
                                   const struct show **ret_show);

/* What was made of a show's rows and plan is kept with it, for all later answers: its map_members,
 * which are NULL until then. So many bytes of the text are copied. */
void show_keep_map(struct context *context, const struct show *show, const char *members,
                   size_t length);

/* A show as lists have it, without its rows; from the arena, ordered by hour. */
struct show_summary {
    struct uuid concert_id;
    struct uuid show_id;
    int64_t show_no;
    int64_t starts_at_ms;
    const char *local_date; /* "2026-12-24" in the zone of its concert */
    int64_t seats_total;
    int64_t price_min;
    int64_t price_max;
};

/* A section as lists have it, which have those alone that are for sale. */
struct section_summary {
    struct uuid show_id;
    const char *name;
    int64_t price;
};

/* The sections of all shows that shows_of_concert gives, in its order and the organiser's. */
MUST_CHECK enum err sections_of_concert(struct context *context, const struct uuid *concert_id,
                                        const struct section_summary **ret_sections,
                                        size_t *ret_count);

/* What is printed on a seat: "A12". seat_id is inside the show. */
struct seat {
    int64_t seat_id;
    const struct section *section;
    const struct seat_row *row;
    char number[SEAT_NUMBER_SIZE];
};
struct seat show_seat(const struct show *show, int64_t seat_id);

/* The seat on which number is printed; false when there is none. Each has a number of its own. */
bool show_seat_of_number(const struct show *show, const char *number, struct seat *ret_seat);

#endif
