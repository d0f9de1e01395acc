/* concert_cache.c -- a process's few summaries of concerts, each read anew when it is old. */
#include "sale/concert/concert_cache.h"

#include <stdio.h>
#include <stdlib.h>

#include "sale/concert/concert.h"
#include "sale/concert/concerts.h"
#include "sale/concert/concerts_live.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"

#define CONCERTS_MAX 16
#define FRESH_MS 2000

struct concert_cache {
    struct cached_concert {
        struct concert_summary summary;
        bool is_taken;
        int64_t read_at_ms; /* by the process's own clock */
    } places[CONCERTS_MAX];
};

struct concert_cache *concert_cache_create(void)
{
    struct concert_cache *cache = calloc(1, sizeof(*cache));
    if (!cache)
        abort();
    return cache;
}

void concert_cache_destroy(struct concert_cache *cache)
{
    free(cache);
}

/* The concert's own place, or a free one, or that of the summary which was read longest ago. */
static struct cached_concert *place_for(struct concert_cache *cache, const struct uuid *concert_id)
{
    struct cached_concert *oldest = &cache->places[0];
    for (size_t i = 0; i < CONCERTS_MAX; i++) {
        struct cached_concert *place = &cache->places[i];
        if (place->is_taken && uuid_equal(&place->summary.concert_id, concert_id))
            return place;
        if (place->read_at_ms < oldest->read_at_ms)
            oldest = place;
    }
    return oldest;
}

static void add_live(struct concert_summary *summary, const struct concert_live *live)
{
    int64_t left_ms = summary->opens_at_ms - live->now_ms;
    summary->is_live = true;
    summary->state = live->state;
    summary->waiting = live->waiting;
    summary->opens_in_seconds = left_ms > 0 ? (left_ms + 999) / 1000 : 0;
    summary->seats = concert_live_seats(live);
}

static enum err read_concert(struct context *context, const struct uuid *concert_id,
                             struct concert_summary *ret_concert)
{
    struct concert found;
    const struct show_list *shows;
    struct concert_live live;
    enum err err = concerts_find(context, concert_id, &found);
    if (!err)
        err = shows_to_come(context, concert_id, 1, &shows);
    if (!err)
        err = concert_live_maps(context, concert_id, shows->shows, shows->count, &live);
    if (err)
        return err;
    struct concert_summary summary = {
        .concert_id = *concert_id,
        .state = found.state,
        .queueing = found.policy.queueing,
        .opens_at_ms = found.opens_at_ms,
    };
    (void)snprintf(summary.name, sizeof(summary.name), "%s", found.name);
    (void)snprintf(summary.venue, sizeof(summary.venue), "%s", found.venue);
    (void)snprintf(summary.time_zone, sizeof(summary.time_zone), "%s", found.time_zone);
    (void)snprintf(summary.opens_at_local, sizeof(summary.opens_at_local), "%s",
                   found.opens_at_local ? found.opens_at_local : "");
    if (live.present)
        add_live(&summary, &live);
    *ret_concert = summary;
    return OK;
}

enum err concert_cache_find(struct context *context, const struct uuid *concert_id,
                            const struct concert_summary **ret_concert)
{
    struct cached_concert *place = place_for(context->concerts, concert_id);
    bool is_own = place->is_taken && uuid_equal(&place->summary.concert_id, concert_id);
    int64_t now_ms = clock_monotonic_ms();
    if (!is_own || now_ms - place->read_at_ms >= FRESH_MS) {
        struct concert_summary summary;
        enum err err = read_concert(context, concert_id, &summary);
        if (err && (!is_own || err_status(err) != 503))
            return err;
        /* A store that is away is not asked again before the next time. */
        *place = (struct cached_concert){
            .summary = err ? place->summary : summary, .is_taken = true, .read_at_ms = now_ms};
    }
    *ret_concert = &place->summary;
    return OK;
}
