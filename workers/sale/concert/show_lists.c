/* show_lists.c -- the shows of one concert or of many, as lists have them, from Postgres. */
#include "sale/concert/show_lists.h"

#include <string.h>

#include "sale/concert/concert_rows.h"
#include "store/pg.h"
#include "store/pg_answers.h"

static void read_show(const PGresult *result, int row, struct arena *arena, void *ret_show)
{
    *(struct show_summary *)ret_show = (struct show_summary){
        .show_id = pg_get_uuid(result, row, 0),
        .show_no = pg_get_int(result, row, 1),
        .starts_at_ms = pg_get_time_ms(result, row, 2),
        .seats_total = pg_get_int(result, row, 3),
        .price_min = pg_get_int(result, row, 4),
        .price_max = pg_get_int(result, row, 5),
        .local_date = pg_get_text(result, row, 6, arena),
        .concert_id = pg_get_uuid(result, row, 7),
    };
}

/* $1: the ids of concerts, $2: the zone of the house */
#define SHOW_LIST                                                              \
    "SELECT show_id, show_no, starts_at, seats_total, min(price), max(price)," \
    " to_char(starts_at AT TIME ZONE " ZONE_OF_CONCERT(                        \
        "$2") ", 'YYYY-MM-DD'), concert_id"                                    \
              " FROM usher.shows JOIN usher.sections USING (show_id)"          \
              " JOIN usher.concerts USING (concert_id) WHERE concert_id = ANY ($1::uuid[])"

enum err shows_of_concert(struct context *context, const struct uuid *concert_id,
                          const struct show_summary **ret_shows, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call(SHOW_LIST " GROUP BY show_id, time_zone"
                                            " ORDER BY starts_at, show_id LIMIT $3::int",
                                  context->arena);
    pg_uuids(&call, concert_id, 1);
    pg_text(&call, context->config->time_zone);
    pg_int(&call, SHOWS_MAX);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_shows = pg_list(result, sizeof(**ret_shows), read_show, context->arena, ret_count);
    return err;
}

/* The first of the shows that is of this concert or of one behind it: they come concert by concert,
 * in the order of the ids. */
static size_t first_of(const struct uuid *concert_id, const struct show_summary *shows,
                       size_t count)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = (low + count) / 2;
        if (strcmp(shows[middle].concert_id.text, concert_id->text) < 0)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/* Whoever has none has an empty list. */
static struct show_list list_of(const struct uuid *concert_id, const struct show_summary *shows,
                                size_t count)
{
    size_t first = first_of(concert_id, shows, count);
    struct show_list list = {shows + first, 0};
    while (first + list.count < count && uuid_equal(&list.shows[list.count].concert_id, concert_id))
        list.count++;
    return list;
}

static enum err read_lists(struct context *context, struct pg_call *call,
                           const struct uuid *concert_ids, size_t count,
                           const struct show_list **ret_lists)
{
    PG_RESULT result = NULL;
    enum err err = pg_read(context->pg, call, &result);
    if (err)
        return err;
    size_t show_count;
    const struct show_summary *shows =
        pg_list(result, sizeof(*shows), read_show, context->arena, &show_count);
    struct show_list *lists = arena_array(context->arena, count + 1, sizeof(*lists));
    for (size_t i = 0; i < count; i++)
        lists[i] = list_of(&concert_ids[i], shows, show_count);
    *ret_lists = lists;
    return OK;
}

#define IN_LISTS " GROUP BY show_id, time_zone ORDER BY concert_id, starts_at, show_id"

enum err shows_of_concerts(struct context *context, const struct uuid *concert_ids, size_t count,
                           const struct show_list **ret_lists)
{
    struct pg_call call = pg_call(SHOW_LIST IN_LISTS, context->arena);
    pg_uuids(&call, concert_ids, count);
    pg_text(&call, context->config->time_zone);
    return read_lists(context, &call, concert_ids, count, ret_lists);
}

enum err shows_to_come(struct context *context, const struct uuid *concert_ids, size_t count,
                       const struct show_list **ret_lists)
{
    struct pg_call call =
        pg_call(SHOW_LIST " AND starts_at > $3::timestamptz" IN_LISTS, context->arena);
    pg_uuids(&call, concert_ids, count);
    pg_text(&call, context->config->time_zone);
    pg_time(&call, clock_now_ms(&context->clock));
    return read_lists(context, &call, concert_ids, count, ret_lists);
}
