/* check.c -- one look at a concert: whether Redis and Postgres say the same of it. */
#include "sale/check/check.h"

#include "sale/check/check_buyers.h"
#include "sale/check/check_pg.h"
#include "sale/check/check_queue.h"
#include "sale/check/check_seats.h"
#include "sale/concert/concert.h"
#include "sale/concert/concerts.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"

/* Postgres is read before Redis and the lists of the buyers after it: each difference that this
 * makes is gone at the next look. */
static enum err check_show(struct check_look *look, const struct show_summary *show)
{
    struct arena *arena = look->context->arena;
    arena_reset(arena);
    struct check_show parts = {
        .show = show,
        .seats = arena_array(arena, (size_t)show->seats_total, sizeof(*parts.seats)),
    };
    for (size_t i = 0; i < look->admitted.count; i++)
        people_add(&parts.people, &look->admitted.ids[i], arena);
    enum err err = check_read_sales(look, &parts);
    if (!err)
        err = check_seats(look, &parts);
    if (!err)
        err = check_buyers(look, &parts);
    return err;
}

enum err check_look(struct context *context, const struct uuid *concert_id, struct arena *keep,
                    struct check_report *ret_report)
{
    struct context keeping = *context;
    keeping.arena = keep;
    struct check_report report = {
        .differences = arena_array(keep, (size_t)CHECK_COUNT * CHECK_DIFFERENCES_MAX,
                                   sizeof(*report.differences)),
    };
    struct check_look look = {
        .context = context, .concert_id = *concert_id, .report = &report, .keep = keep};
    struct concert concert;
    const struct show_summary *shows = NULL;
    size_t count = 0;
    enum err err = concerts_find(&keeping, concert_id, &concert);
    if (!err)
        err = shows_of_concert(&keeping, concert_id, &shows, &count);
    if (err)
        return err;
    look.version = concert.version;
    err = check_queue(&look);
    for (size_t i = 0; i < count && !err; i++)
        err = check_show(&look, &shows[i]);
    if (!err)
        err = check_outbox(&look);
    if (err)
        return err;
    check_sort(&report);
    *ret_report = report;
    return OK;
}
