/* last_published.c -- what listeners were told last, concert by concert and show by show. */
#include "usher-scheduler/last_published.h"

#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "sale/seats/stock.h"
#include "sale/upkeep/tick.h"

/* The maps of a concert's shows and the blocks of their seats. */
#define WATCH_BYTES_MAX ((size_t)64 << 20)

static struct concert_watch *watch_create(const struct tick_concert *concert)
{
    struct arena *arena = arena_create(WATCH_BYTES_MAX);
    struct concert_watch *watch = arena_alloc(arena, sizeof(*watch));
    watch->arena = arena;
    watch->concert_id = concert->concert.concert_id;
    watch->show_count = concert->show_count;
    watch->shows = arena_array(arena, concert->show_count + 1, sizeof(*watch->shows));
    for (size_t i = 0; i < concert->show_count; i++)
        watch->shows[i].show_id = concert->shows[i].show_id;
    return watch;
}

static bool is_of(const struct concert_watch *watch, const struct tick_concert *concert)
{
    return uuid_equal(&watch->concert_id, &concert->concert.concert_id);
}

static bool has_shows_of(const struct concert_watch *watch, const struct tick_concert *concert)
{
    bool same = watch->show_count == concert->show_count;
    for (size_t i = 0; same && i < watch->show_count; i++)
        same = uuid_equal(&watch->shows[i].show_id, &concert->shows[i].show_id);
    return same;
}

static void drop(struct watch_list *list, struct concert_watch **link)
{
    struct concert_watch *watch = *link;
    *link = watch->next;
    list->count--;
    arena_destroy(watch->arena);
}

struct concert_watch *watch_of(struct watch_list *list, const struct tick_concert *concert)
{
    struct concert_watch **link = &list->first;
    while (*link && !is_of(*link, concert))
        link = &(*link)->next;
    if (*link && has_shows_of(*link, concert))
        return *link;
    if (*link)
        drop(list, link);
    struct concert_watch *watch = watch_create(concert);
    watch->next = list->first;
    list->first = watch;
    list->count++;
    return watch;
}

void watch_keep(struct watch_list *list, const struct tick_concert *concerts, size_t count)
{
    struct concert_watch **link = &list->first;
    while (*link) {
        bool is_kept = false;
        for (size_t i = 0; i < count && !is_kept; i++)
            is_kept = is_of(*link, &concerts[i]);
        if (is_kept)
            link = &(*link)->next;
        else
            drop(list, link);
    }
}

static enum err read_blocks(struct concert_watch *watch, struct show_watch *show,
                            struct context *context)
{
    const struct seat_block *blocks;
    size_t count;
    enum err err = stock_blocks(context, &show->show_id, &blocks, &count);
    if (err)
        return err;
    struct seat_block *copy = arena_array(watch->arena, count + 1, sizeof(*copy));
    memcpy(copy, blocks, count * sizeof(*copy));
    show->blocks = copy;
    show->block_count = count;
    return OK;
}

void watch_read_blocks(struct concert_watch *watch, struct context *context, int64_t until_ms)
{
    enum err err = OK;
    for (size_t i = 0; i < watch->show_count && !err; i++) {
        if (clock_monotonic_ms() >= until_ms)
            return;
        if (!watch->shows[i].blocks)
            err = read_blocks(watch, &watch->shows[i], context);
    }
}

void watch_set_map(struct concert_watch *watch, struct show_watch *show, const char *map,
                   int64_t version)
{
    if (show->map)
        memcpy(show->map, map, strlen(map));
    else
        show->map = arena_strdup(watch->arena, map);
    show->version = version;
}
