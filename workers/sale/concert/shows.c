/* shows.c -- a process's small store of shows, filled from Postgres when one is first asked for. */
#include "sale/concert/shows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sale/concert/concert_rows.h"
#include "sale/plan/seat_number.h"
#include "store/pg.h"
#include "store/pg_answers.h"

/* Each cached show owns an arena; a show of 100,000 seats in rows of ten takes about a megabyte,
 * and three when they are of a plan, half of it the text of its map. Names as long as they may be
 * take 45, and as much again in the text. */
#define CACHED_SHOWS_MAX 32
#define SHOW_BYTES_MAX ((size_t)128 << 20)

struct cached_show {
    struct show show;
    struct arena *arena; /* NULL: the place is free */
    uint64_t used;
};

struct show_cache {
    uint64_t uses;
    struct cached_show places[CACHED_SHOWS_MAX];
};

struct show_cache *show_cache_create(void)
{
    struct show_cache *cache = calloc(1, sizeof(*cache));
    if (!cache)
        abort();
    return cache;
}

void show_cache_destroy(struct show_cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < CACHED_SHOWS_MAX; i++)
        arena_destroy(cache->places[i].arena);
    free(cache);
}

/* The free place, or the one that was used longest ago, emptied. */
static struct cached_show *make_room(struct show_cache *cache)
{
    struct cached_show *oldest = &cache->places[0];
    for (size_t i = 1; i < CACHED_SHOWS_MAX; i++) {
        if (cache->places[i].used < oldest->used)
            oldest = &cache->places[i];
    }
    arena_destroy(oldest->arena);
    *oldest = (struct cached_show){.arena = arena_create(SHOW_BYTES_MAX)};
    return oldest;
}

static void empty(struct cached_show *place)
{
    arena_destroy(place->arena);
    *place = (struct cached_show){0};
}

static void read_section(const PGresult *result, int row, struct arena *arena, void *ret_section)
{
    struct section *section = ret_section;
    section->name = pg_get_text(result, row, 0, arena);
    section->price = pg_get_int(result, row, 1);
    section->first_seat_id = pg_get_int(result, row, 2);
    section->seats = pg_get_int(result, row, 3);
    section->has_layout = pg_get_bool(result, row, 4);
    section->rows = pg_get_int(result, row, 5);
    section->seats_per_row = pg_get_int(result, row, 6);
}

static void find_prices(struct show *show)
{
    for (size_t i = 0; i < show->section_count; i++) {
        int64_t price = show->sections[i].price;
        if (price && (!show->price_min || price < show->price_min))
            show->price_min = price;
        if (price > show->price_max)
            show->price_max = price;
    }
}

static enum err load_sections(struct context *context, struct show *show, struct arena *arena)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT name, coalesce(price, 0), first_seat_id, seats,"
                                  " layout IS NOT NULL, row_count, seats_per_row"
                                  " FROM usher.sections WHERE show_id = $1::uuid"
                                  " ORDER BY section_no",
                                  context->arena);
    pg_uuid(&call, &show->show_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (err)
        return err;
    show->sections =
        pg_list(result, sizeof(*show->sections), read_section, arena, &show->section_count);
    find_prices(show);
    return OK;
}

/* "{1,2,3}", as Postgres writes an array; NULL for NULL. */
static const int32_t *read_ints(const PGresult *result, int row, int column, int64_t count,
                                struct arena *arena)
{
    if (pg_is_null(result, row, column))
        return NULL;
    int32_t *ints = arena_array(arena, (size_t)count, sizeof(*ints));
    const char *at = pg_peek_text(result, row, column);
    for (int64_t i = 0; i < count; i++) {
        char *end;
        ints[i] = (int32_t)strtol(at + 1, &end, 10);
        at = end;
    }
    return ints;
}

static void read_row(const PGresult *result, int i, struct arena *arena, void *ret_row)
{
    enum { SECTION, LABEL, PREFIX, FIRST_SEAT, SEATS, NUMBERS, XS, YS, SEAT_LABEL, NUMBERED_AT };
    struct seat_row row = {
        .section = (size_t)pg_get_int(result, i, SECTION) - 1,
        .label = pg_get_text(result, i, LABEL, arena),
        .seat_label = pg_get_text(result, i, SEAT_LABEL, arena),
        .numbers = pg_get_text(result, i, NUMBERS, arena),
        .numbered_at = pg_get_text(result, i, NUMBERED_AT, arena),
        .first_seat_id = pg_get_int(result, i, FIRST_SEAT),
        .seats = pg_get_int(result, i, SEATS),
    };
    bool is_label = strcmp(row.label, pg_peek_text(result, i, PREFIX)) == 0;
    row.prefix = is_label ? row.label : pg_get_text(result, i, PREFIX, arena);
    row.xs = read_ints(result, i, XS, row.seats, arena);
    row.ys = read_ints(result, i, YS, row.seats, arena);
    *(struct seat_row *)ret_row = row;
}

static enum err load_rows(struct context *context, struct show *show, struct arena *arena)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT section_no, label, prefix, first_seat_id, seats,"
                                  " array_to_string(numbers, E'\\n') || E'\\n', xs, ys,"
                                  " seat_label, numbered_at"
                                  " FROM usher.rows WHERE show_id = $1::uuid ORDER BY row_no",
                                  context->arena);
    pg_uuid(&call, &show->show_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        show->rows = pg_list(result, sizeof(*show->rows), read_row, arena, &show->row_count);
    return err;
}

static enum err load_plan(struct context *context, struct show *show, struct arena *arena)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call(
        "SELECT width, height, areas FROM usher.plans WHERE show_id = $1::uuid", context->arena);
    pg_uuid(&call, &show->show_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (err || pg_rows(result) == 0)
        return err;
    struct show_plan *plan = arena_alloc(arena, sizeof(*plan));
    plan->width = pg_get_int(result, 0, 0);
    plan->height = pg_get_int(result, 0, 1);
    plan->areas = pg_get_text(result, 0, 2, arena);
    show->plan = plan;
    return OK;
}

static enum err load_head(struct context *context, struct pg_call *call, struct show *ret_show)
{
    PG_RESULT result = NULL;
    enum err err = pg_find(context->pg, call, &result);
    if (err)
        return err;
    *ret_show = (struct show){
        .show_id = pg_get_uuid(result, 0, 0),
        .concert_id = pg_get_uuid(result, 0, 1),
        .show_no = pg_get_int(result, 0, 2),
        .starts_at_ms = pg_get_time_ms(result, 0, 3),
        .seats_total = pg_get_int(result, 0, 4),
    };
    return OK;
}

/* The head is read before room is made: an unknown id must not push a known show out. */
static enum err load(struct context *context, struct pg_call *call, const struct show **ret_show)
{
    struct show head;
    enum err err = load_head(context, call, &head);
    if (err)
        return err;
    struct cached_show *place = make_room(context->shows);
    place->show = head;
    err = load_sections(context, &place->show, place->arena);
    if (!err)
        err = load_rows(context, &place->show, place->arena);
    if (!err && place->show.sections[0].has_layout)
        err = load_plan(context, &place->show, place->arena);
    if (err) {
        empty(place);
        return err;
    }
    place->used = ++context->shows->uses;
    *ret_show = &place->show;
    return OK;
}

#define SHOW_HEAD "SELECT show_id, concert_id, show_no, starts_at, seats_total FROM usher.shows "

enum err show_by_id(struct context *context, const struct uuid *show_id,
                    const struct show **ret_show)
{
    for (size_t i = 0; i < CACHED_SHOWS_MAX; i++) {
        struct cached_show *place = &context->shows->places[i];
        if (place->arena && uuid_equal(&place->show.show_id, show_id)) {
            place->used = ++context->shows->uses;
            *ret_show = &place->show;
            return OK;
        }
    }
    struct pg_call call = pg_call(SHOW_HEAD "WHERE show_id = $1::uuid", context->arena);
    pg_uuid(&call, show_id);
    return load(context, &call, ret_show);
}

enum err show_by_number(struct context *context, int64_t show_no, const struct show **ret_show)
{
    for (size_t i = 0; i < CACHED_SHOWS_MAX; i++) {
        struct cached_show *place = &context->shows->places[i];
        if (place->arena && place->show.show_no == show_no) {
            place->used = ++context->shows->uses;
            *ret_show = &place->show;
            return OK;
        }
    }
    struct pg_call call = pg_call(SHOW_HEAD "WHERE show_no = $1::int", context->arena);
    pg_int(&call, show_no);
    return load(context, &call, ret_show);
}

void show_keep_map(struct context *context, const struct show *show, const char *members,
                   size_t length)
{
    for (size_t i = 0; i < CACHED_SHOWS_MAX; i++) {
        struct cached_show *place = &context->shows->places[i];
        if (&place->show == show)
            place->show.map_members = arena_strndup(place->arena, members, length);
    }
}

static void read_summary(const PGresult *result, int row, struct arena *arena, void *ret_section)
{
    *(struct section_summary *)ret_section = (struct section_summary){
        .show_id = pg_get_uuid(result, row, 0),
        .name = pg_get_text(result, row, 1, arena),
        .price = pg_get_int(result, row, 2),
    };
}

enum err sections_of_concert(struct context *context, const struct uuid *concert_id,
                             const struct section_summary **ret_sections, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT show_id, name, price FROM usher.shows JOIN usher.sections USING (show_id)"
                " WHERE concert_id = $1::uuid AND price IS NOT NULL"
                " ORDER BY starts_at, show_id, section_no",
                context->arena);
    pg_uuid(&call, concert_id);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_sections =
            pg_list(result, sizeof(**ret_sections), read_summary, context->arena, ret_count);
    return err;
}

static const struct seat_row *row_of(const struct show *show, int64_t seat_id)
{
    size_t low = 0;
    size_t high = show->row_count - 1;
    while (low < high) {
        size_t middle = (low + high + 1) / 2;
        if (show->rows[middle].first_seat_id <= seat_id)
            low = middle;
        else
            high = middle - 1;
    }
    return &show->rows[low];
}

static const char *number_at(const struct seat_row *row, int64_t place)
{
    const char *number = row->numbers;
    while (place-- > 0)
        number = strchr(number, '\n') + 1;
    return number;
}

struct seat show_seat(const struct show *show, int64_t seat_id)
{
    const struct seat_row *row = row_of(show, seat_id);
    int64_t place = seat_id - row->first_seat_id;
    char ordinal[24];
    (void)snprintf(ordinal, sizeof(ordinal), "%lld\n", (long long)place + 1);
    const char *number = row->numbers ? number_at(row, place) : ordinal;
    struct seat_number name = {row->prefix, row->seat_label, number, strcspn(number, "\n")};
    struct seat seat; /* its number is not cleared first: a page looks at all seats of a show */
    seat.seat_id = seat_id;
    seat.section = &show->sections[row->section];
    seat.row = row;
    (void)seat_number_write(&name, seat.number, sizeof(seat.number));
    return seat;
}

bool show_seat_of_number(const struct show *show, const char *number, struct seat *ret_seat)
{
    for (size_t i = 0; i < show->row_count; i++) {
        const struct seat_row *row = &show->rows[i];
        bool is_candidate = strncmp(number, row->prefix, strlen(row->prefix)) == 0;
        for (int64_t place = 0; is_candidate && place < row->seats; place++) {
            *ret_seat = show_seat(show, row->first_seat_id + place);
            if (strcmp(ret_seat->number, number) == 0)
                return true;
        }
    }
    return false;
}
