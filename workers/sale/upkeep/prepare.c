/* prepare.c -- a new concert is brought to Redis by whoever made it. */
#include "sale/upkeep/prepare.h"

#include <time.h>

#include "base/log.h"
#include "sale/concert/concerts.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"
#include "sale/upkeep/restore.h"
#include "sale/upkeep/tick.h"

/* A scheduler may be at it already: it is waited for, half a second at most. */
#define ATTEMPTS_MAX 25
#define PAUSE_MS 20
/* As a page of sales takes in a restore. */
#define ARENA_BYTES_MAX ((size_t)64 << 20)

static enum err load(struct context *context, const struct uuid *concert_id,
                     struct tick_concert *ret_concert)
{
    struct tick_concert concert;
    enum err err = concerts_find(context, concert_id, &concert.concert);
    if (!err)
        err = shows_of_concert(context, concert_id, &concert.shows, &concert.show_count);
    if (!err)
        *ret_concert = concert;
    return err;
}

static enum err bring(struct context *context, const struct tick_concert *concert)
{
    enum err err = ERR_CONCERT_RESTORING;
    for (int attempt = 0; err == ERR_CONCERT_RESTORING && attempt < ATTEMPTS_MAX; attempt++) {
        struct tick_result result;
        if (attempt > 1)
            (void)nanosleep(&(struct timespec){.tv_nsec = PAUSE_MS * 1000000}, NULL);
        err = tick_concert(context, concert, &result);
        if (err == ERR_CONCERT_RESTORING) {
            enum err failed = restore_concert(context, concert);
            err = failed ? failed : ERR_CONCERT_RESTORING;
        }
    }
    return err;
}

/* A restore empties the arena that it works in: it has one of its own. */
void prepare_concert(struct context *context, const struct uuid *concert_id)
{
    struct tick_concert concert;
    enum err err = load(context, concert_id, &concert);
    struct arena *arena = context->arena;
    if (!err) {
        context->arena = arena_create(ARENA_BYTES_MAX);
        err = bring(context, &concert);
        arena_destroy(context->arena);
        context->arena = arena;
    }
    if (err)
        log_warn("concert not prepared concert=%s code=%s", concert_id->text, err_code(err));
}
