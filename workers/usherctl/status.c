/* status.c -- each concert's queue and seats, now. */
#include "usherctl/status.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sale/concert/concert.h"
#include "sale/concert/concerts.h"
#include "sale/concert/concerts_live.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"
#include "usherctl/command.h"

#define PAGE_CONCERTS 100
#define CLEAR_SCREEN "\x1b[H\x1b[2J"

static void print_head(void)
{
    (void)printf("%-36s  %-9s %8s %8s %8s %9s %8s %8s %8s  %s\n", "CONCERT", "STATE", "WAITING",
                 "ACTIVE", "PLACES", "ADMITTED", "FREE", "HELD", "SOLD", "NAME");
}

static void print_concert(const struct concert *concert, const struct concert_live *live)
{
    if (!live->present) {
        ctl_line("%-36s  %-9s %8s %8s %8s %9s %8s %8s %8s  %s", concert->concert_id.text,
                 concert_state_name(concert->state), "-", "-", "-", "-", "-", "-", "-",
                 concert->name);
        return;
    }
    struct seat_counts seats = concert_live_seats(live);
    ctl_line("%-36s  %-9s %8lld %8lld %8lld %9lld %8lld %8lld %8lld  %s", concert->concert_id.text,
             concert_state_name(live->state), (long long)live->waiting, (long long)live->active,
             (long long)concert->policy.max_active, (long long)live->admitted,
             (long long)seats.available, (long long)seats.held, (long long)seats.sold,
             concert->name);
}

static enum err show_concert(struct context *context, const struct concert *concert)
{
    const struct show_summary *shows = NULL;
    size_t count = 0;
    struct concert_live live = {0};
    enum err err = shows_of_concert(context, &concert->concert_id, &shows, &count);
    if (!err)
        err = concert_live_maps(context, &concert->concert_id, shows, count, &live);
    if (!err)
        print_concert(concert, &live);
    return err;
}

/* ret_after: where the next page begins; empty behind the last. */
static enum err show_page(struct context *context, const struct uuid *after, struct uuid *ret_after)
{
    struct concert_page page = {.after = *after, .limit = PAGE_CONCERTS};
    const struct concert *concerts = NULL;
    size_t count = 0;
    enum err err = concerts_list(context, &page, &concerts, &count);
    for (size_t i = 0; i < count && !err; i++)
        err = show_concert(context, &concerts[i]);
    if (!err)
        *ret_after = count == PAGE_CONCERTS ? concerts[count - 1].concert_id : (struct uuid){""};
    return err;
}

static enum err show_all(struct context *context)
{
    struct uuid after = {.text = ""};
    enum err err = OK;
    print_head();
    do {
        err = show_page(context, &after, &after);
        arena_reset(context->arena);
    } while (!err && after.text[0]);
    (void)fflush(stdout);
    return err;
}

int ctl_status(struct context *context, int count, char **words)
{
    bool watch = count == 1 && strcmp(words[0], "--watch") == 0;
    if (count > 0 && !watch)
        return ctl_stop(CTL_USAGE, "status takes nothing but --watch.");
    for (;;) {
        if (watch)
            (void)fputs(CLEAR_SCREEN, stdout);
        enum err err = show_all(context);
        if (err && !watch)
            return ctl_stop(CTL_FAILED, "%s", err_sentence(err));
        if (!watch)
            return CTL_OK;
        (void)sleep(1);
    }
}
