/* concert_cache.c -- a process's few cards of concerts, each read anew when it is old. */
#include "sale/concert/concert_cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sale/concert/concert.h"
#include "sale/concert/concerts.h"
#include "sale/concert/concerts_live.h"
#include "sale/concert/shows.h"

#define CARDS_MAX 16
#define FRESH_MS 2000

struct card_cache {
    struct cached_card {
        struct concert_card card;
        bool is_taken;
        int64_t read_at_ms; /* by the process's own clock */
    } places[CARDS_MAX];
};

struct card_cache *card_cache_create(void)
{
    struct card_cache *cache = calloc(1, sizeof *cache);
    if (!cache)
        abort();
    return cache;
}

void card_cache_destroy(struct card_cache *cache)
{
    free(cache);
}

/* The concert's own place, or a free one, or that of the card which was read longest ago. */
static struct cached_card *place_for(struct card_cache *cache, const struct uuid *concert_id)
{
    struct cached_card *oldest = &cache->places[0];
    for (size_t i = 0; i < CARDS_MAX; i++) {
        struct cached_card *place = &cache->places[i];
        if (place->is_taken && uuid_equal(&place->card.concert_id, concert_id))
            return place;
        if (place->read_at_ms < oldest->read_at_ms)
            oldest = place;
    }
    return oldest;
}

static enum err find_coming_shows(struct context *context, const struct uuid *concert_id,
                                  struct show_summary **ret_shows, size_t *ret_count)
{
    const struct show_summary *shows;
    size_t count;
    enum err err = shows_of_concert(context, concert_id, &shows, &count);
    if (err)
        return err;
    struct show_summary *coming = arena_array(context->arena, count + 1, sizeof *coming);
    int64_t now_ms = clock_now_ms(&context->clock);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (shows[i].starts_at_ms > now_ms)
            coming[kept++] = shows[i];
    }
    *ret_shows = coming;
    *ret_count = kept;
    return OK;
}

static void add_live(struct concert_card *card, const struct concert_live *live)
{
    int64_t left_ms = card->opens_at_ms - live->now_ms;
    card->is_live = true;
    card->state = live->state;
    card->waiting = live->waiting;
    card->opens_in_seconds = left_ms > 0 ? (left_ms + 999) / 1000 : 0;
    for (size_t i = 0; i < live->map_count; i++)
        seat_counts_add(&card->seats, live->maps[i], (int64_t)strlen(live->maps[i]));
}

static enum err read_card(struct context *context, const struct uuid *concert_id,
                          struct concert_card *ret_card)
{
    struct concert concert;
    struct show_summary *shows;
    size_t show_count;
    struct concert_live live;
    enum err err = concerts_find(context, concert_id, &concert);
    if (!err)
        err = find_coming_shows(context, concert_id, &shows, &show_count);
    if (!err)
        err = concert_live_maps(context, concert_id, shows, show_count, &live);
    if (err)
        return err;
    struct concert_card card = {
        .concert_id = *concert_id,
        .state = concert.state,
        .queueing = concert.policy.queueing,
        .opens_at_ms = concert.opens_at_ms,
        .grace_seconds = concert.policy.grace_seconds,
    };
    (void)snprintf(card.name, sizeof card.name, "%s", concert.name);
    (void)snprintf(card.venue, sizeof card.venue, "%s", concert.venue);
    if (live.present)
        add_live(&card, &live);
    *ret_card = card;
    return OK;
}

enum err card_of_concert(struct context *context, const struct uuid *concert_id,
                         const struct concert_card **ret_card)
{
    struct cached_card *place = place_for(context->cards, concert_id);
    bool is_own = place->is_taken && uuid_equal(&place->card.concert_id, concert_id);
    int64_t now_ms = clock_monotonic_ms();
    if (!is_own || now_ms - place->read_at_ms >= FRESH_MS) {
        struct concert_card card;
        enum err err = read_card(context, concert_id, &card);
        if (err && (!is_own || err_status(err) != 503))
            return err;
        /* A store that is away is not asked again before the next time. */
        *place = (struct cached_card){
            .card = err ? place->card : card, .is_taken = true, .read_at_ms = now_ms};
    }
    *ret_card = &place->card;
    return OK;
}
