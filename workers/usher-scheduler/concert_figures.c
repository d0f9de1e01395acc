/* concert_figures.c -- what the last ticks found of each concert, for the metrics. */
#include "usher-scheduler/concert_figures.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"

#define LABELS_SIZE 96
#define SEAT_STATES 3

struct figure {
    struct uuid concert_id;
    bool is_known; /* of its last tick */
    bool is_on_sale;
    int64_t waiting, active;
    struct seat_counts seats;
    int64_t written_at_ms; /* its board, of the monotonic clock; 0: not by this scheduler */
};

struct concert_figures {
    struct figure *all;
    size_t count;
    size_t next; /* where the next one is looked for: concerts come in the same order each time */
};

struct concert_figures *concert_figures_create(void)
{
    struct concert_figures *figures = calloc(1, sizeof(*figures));
    if (!figures)
        abort();
    return figures;
}

void concert_figures_destroy(struct concert_figures *figures)
{
    if (!figures)
        return;
    free(figures->all);
    free(figures);
}

static struct figure *find(struct concert_figures *figures, const struct uuid *concert_id)
{
    for (size_t i = 0; i < figures->count; i++) {
        size_t at = (figures->next + i) % figures->count;
        if (!uuid_equal(&figures->all[at].concert_id, concert_id))
            continue;
        figures->next = at + 1;
        return &figures->all[at];
    }
    return NULL;
}

/* In the order of the concerts, each with what was known of it. */
void concert_figures_keep(struct concert_figures *figures, const struct tick_concert *concerts,
                          size_t count)
{
    struct concert_figures kept = {.all = calloc(count + 1, sizeof(*kept.all)), .count = count};
    if (!kept.all)
        abort();
    for (size_t i = 0; i < count; i++) {
        const struct figure *known = find(figures, &concerts[i].concert.concert_id);
        kept.all[i] =
            known ? *known : (struct figure){.concert_id = concerts[i].concert.concert_id};
    }
    free(figures->all);
    *figures = kept;
}

void concert_figures_ticked(struct concert_figures *figures, const struct uuid *concert_id,
                            const struct tick_result *result)
{
    struct figure *figure = find(figures, concert_id);
    if (!figure)
        return;
    figure->is_known = result != NULL;
    if (!result)
        return;
    figure->is_on_sale = result->state == CONCERT_OPEN || result->state == CONCERT_PAUSED;
    figure->waiting = result->waiting;
    figure->active = result->active;
}

void concert_figures_published(struct concert_figures *figures, const struct uuid *concert_id,
                               const struct seat_counts *seats)
{
    struct figure *figure = find(figures, concert_id);
    if (!figure)
        return;
    figure->seats = *seats;
    figure->written_at_ms = clock_monotonic_ms();
}

void concert_figures_forget_boards(struct concert_figures *figures)
{
    for (size_t i = 0; i < figures->count; i++)
        figures->all[i].written_at_ms = 0;
}

/* The numbers of a metric: one, or that of each state of a seat. */
struct numbers {
    int64_t of[SEAT_STATES];
};

static bool read_numbers(const struct figure *figure, enum metric metric, struct numbers *ret)
{
    const struct seat_counts *seats = &figure->seats;
    if (metric == METRIC_SEATS)
        *ret = (struct numbers){{seats->available, seats->held, seats->sold}};
    else
        *ret = (struct numbers){{metric == METRIC_WAITING ? figure->waiting : figure->active}};
    return figure->is_known && (metric != METRIC_SEATS || figure->written_at_ms > 0);
}

static void write_numbers(struct exposition *exposition, enum metric metric, const char *concert,
                          const struct numbers *numbers)
{
    static const char *const states[] = {"available", "held", "sold"};
    char labels[LABELS_SIZE];
    for (size_t i = 0; i < (metric == METRIC_SEATS ? SEAT_STATES : 1); i++) {
        int length = snprintf(labels, sizeof(labels), "concert=\"%s\"", concert);
        if (metric == METRIC_SEATS)
            (void)snprintf(labels + length, sizeof(labels) - (size_t)length, ",state=\"%s\"",
                           states[i]);
        exposition_gauge(exposition,
                         &(struct gauge){.labels = labels, .value = (double)numbers->of[i]});
    }
}

static void write_all(const struct concert_figures *figures, enum metric metric,
                      struct exposition *exposition)
{
    struct numbers others = {0};
    size_t named = 0, other_count = 0;
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->all[i];
        struct numbers numbers;
        if (!read_numbers(figure, metric, &numbers))
            continue;
        if (figure->is_on_sale && named < CONCERTS_NAMED_MAX) {
            named++;
            write_numbers(exposition, metric, figure->concert_id.text, &numbers);
            continue;
        }
        other_count++;
        for (size_t j = 0; j < SEAT_STATES; j++)
            others.of[j] += numbers.of[j];
    }
    if (other_count > 0)
        write_numbers(exposition, metric, "other", &others);
}

static void write_board_age(const struct concert_figures *figures, struct exposition *exposition)
{
    int64_t oldest_ms = 0;
    for (size_t i = 0; i < figures->count; i++) {
        int64_t at_ms = figures->all[i].written_at_ms;
        if (at_ms > 0 && (oldest_ms == 0 || at_ms < oldest_ms))
            oldest_ms = at_ms;
    }
    double age_s = (double)(clock_monotonic_ms() - oldest_ms) / 1000;
    if (oldest_ms > 0)
        exposition_gauge(exposition, &(struct gauge){.value = age_s});
}

void concert_figures_write(const struct concert_figures *figures, enum metric metric,
                           struct exposition *exposition)
{
    if (metric == METRIC_WAITING || metric == METRIC_ACTIVE || metric == METRIC_SEATS)
        write_all(figures, metric, exposition);
    if (metric == METRIC_BOARD_AGE)
        write_board_age(figures, exposition);
}
