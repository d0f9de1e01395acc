/* seats.c -- /shows/{showId}/seats, /seatmap and /events: the seats of a show, for whoever is
 * admitted. */
#include <string.h>

#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "http/list_page.h"
#include "http/query.h"
#include "sale/concert/shows.h"
#include "sale/plan/hall_limits.h"
#include "sale/redis/entry_id.h"
#include "sale/redis/seat_letters.h"
#include "sale/seats/hold_refusal.h"
#include "sale/seats/seat_maps.h"

/* A show and the letter of each of its seats, as they were at `version` (µs, Redis's clock). */
struct show_view {
    const struct show *show;
    const char *letters;
    int64_t version;
};

static enum err read_show(const struct request *request, struct response *response,
                          struct show_view *ret_view)
{
    struct context *context = request->context;
    enum err err = show_by_id(context, request_path_id(request, "showId"), &ret_view->show);
    if (err)
        return err;
    err = require_own_concert(request, response, &ret_view->show->concert_id);
    if (err)
        return err;
    struct entry_id id = {
        .concert_id = ret_view->show->concert_id,
        .user_id = request->caller.user_id,
    };
    struct seat_maps maps;
    struct hold_refusal refusal = {0};
    err = seat_maps_read(context, &id, &ret_view->show->show_no, 1, &maps, &refusal);
    if (err)
        return refuse_hold(response, err, &refusal);
    ret_view->letters = maps.letters[0];
    ret_view->version = maps.now_us;
    /* Redis may have lost the map and nothing else. */
    bool is_whole = strlen(ret_view->letters) == (size_t)ret_view->show->seats_total;
    return is_whole ? OK : ERR_CONCERT_RESTORING;
}

static cJSON *encode_show(const struct show_view *view)
{
    cJSON *item = json_object();
    json_add_string(item, "showId", view->show->show_id.text);
    json_add_string(item, "concertId", view->show->concert_id.text);
    json_add_time(item, "startsAt", view->show->starts_at_ms);
    json_add_int(item, "seatsTotal", view->show->seats_total);
    json_add_int(item, "seatsAvailable", seat_counts_of(view->letters).available);
    add_prices(item, view->show->price_min, view->show->price_max);
    return item;
}

static const char *status_name(char letter)
{
    return letter == 'A'   ? "AVAILABLE"
           : letter == 'H' ? "HELD"
           : letter == 'N' ? "NOT_FOR_SALE"
                           : "SOLD";
}

/* null: not for sale. */
static void add_price(cJSON *item, const struct section *section)
{
    if (section->price)
        json_add_int(item, "price", section->price);
    else
        json_add_null(item, "price");
}

static cJSON *encode_seat(const struct seat *seat, char letter)
{
    cJSON *item = json_object();
    json_add_int(item, "seatId", seat->seat_id);
    json_add_string(item, "number", seat->number);
    add_seat_place(item, seat);
    add_price(item, seat->section);
    json_add_string(item, "status", status_name(letter));
    return item;
}

/* Which seats are asked for. */
struct seat_filter {
    struct list_page page;
    int64_t after;
    char letter;         /* '\0': whatever their status */
    const char *section; /* NULL: of every section */
};

static enum err read_seat_filter(const struct request *request, struct response *response,
                                 struct seat_filter *ret_filter)
{
    static const char *const choices[] = {"AVAILABLE", "HELD", "SOLD", "NOT_FOR_SALE", NULL};
    struct query_reader reader = query_reader(request);
    int status = query_choice(&reader, "status", choices);
    ret_filter->page = list_page_read_int(&reader, &ret_filter->after);
    ret_filter->letter = status < 0 ? '\0' : choices[status][0];
    reader.value_bytes_max = 4 * (size_t)SECTION_NAME_MAX;
    ret_filter->section = query_text(&reader, "section");
    return query_outcome(response, &reader);
}

static bool seat_matches(const struct seat_filter *filter, const struct seat *seat)
{
    return !filter->section || strcmp(filter->section, seat->section->name) == 0;
}

/* ret_last: the last seat of the page. */
static cJSON *encode_seats(const struct show_view *view, struct seat_filter *filter,
                           int64_t *ret_last)
{
    cJSON *list = json_list();
    int64_t count = 0;
    *ret_last = 0;
    for (int64_t i = filter->after; i < view->show->seats_total; i++) {
        if (filter->letter && filter->letter != view->letters[i])
            continue;
        struct seat seat = show_seat(view->show, i + 1);
        if (!seat_matches(filter, &seat))
            continue;
        if (count++ == filter->page.limit) {
            filter->page.has_more = true;
            break;
        }
        json_append(list, encode_seat(&seat, view->letters[i]));
        *ret_last = seat.seat_id;
    }
    return list;
}

enum err get_seats(struct request *request, struct response *response)
{
    struct arena *arena = request->context->arena;
    struct seat_filter filter;
    enum err err = read_seat_filter(request, response, &filter);
    if (err)
        return err;
    struct show_view view;
    err = read_show(request, response, &view);
    if (err)
        return err;
    int64_t last;
    cJSON *body = json_object();
    json_add(body, "show", encode_show(&view));
    json_add(body, "seats", encode_seats(&view, &filter, &last));
    const char *key = arena_printf(arena, "%lld", (long long)last);
    json_add(body, "pagination", list_page_json(&filter.page, key, arena));
    response_json(response, 200, body);
    return OK;
}

static cJSON *encode_numbers(const struct seat_row *row, struct arena *arena)
{
    cJSON *list = json_list();
    const char *number = row->numbers;
    for (int64_t i = 0; i < row->seats; i++) {
        size_t length = strcspn(number, "\n");
        json_append_string(list, arena_strndup(arena, number, length));
        number += length + 1;
    }
    return list;
}

/* What the first members do not say of itself: numbers that are not 1, 2, 3 …, and positions. */
static void add_plan_of_row(cJSON *item, const struct seat_row *row, struct arena *arena)
{
    if (strcmp(row->prefix, row->label) != 0)
        json_add_string(item, "prefix", row->prefix);
    if (row->seat_label)
        json_add_string(item, "seatLabel", row->seat_label);
    if (row->numbered_at)
        json_add_string(item, "numberedAt", row->numbered_at);
    if (row->numbers)
        json_add(item, "numbers", encode_numbers(row, arena));
    if (!row->xs)
        return;
    json_add_ints(item, "x", row->xs, (size_t)row->seats);
    json_add_ints(item, "y", row->ys, (size_t)row->seats);
}

static cJSON *encode_row(const struct seat_row *row, struct arena *arena)
{
    cJSON *item = json_object();
    json_add_string(item, "row", row->label);
    json_add_int(item, "firstSeatId", row->first_seat_id);
    json_add_int(item, "seats", row->seats);
    add_plan_of_row(item, row, arena);
    return item;
}

/* The rows of a show stand in the order of its sections. */
static cJSON *encode_sections(const struct show *show, struct arena *arena)
{
    cJSON *list = json_list();
    size_t row = 0;
    for (size_t i = 0; i < show->section_count; i++) {
        cJSON *rows = json_list();
        for (; row < show->row_count && show->rows[row].section == i; row++)
            json_append(rows, encode_row(&show->rows[row], arena));
        cJSON *item = json_object();
        json_add_string(item, "name", show->sections[i].name);
        add_price(item, &show->sections[i]);
        json_add(item, "rows", rows);
        json_append(list, item);
    }
    return list;
}

static cJSON *encode_plan(const struct show_plan *plan)
{
    cJSON *item = json_object();
    json_add_int(item, "width", plan->width);
    json_add_int(item, "height", plan->height);
    json_add_raw(item, "areas", plan->areas);
    return item;
}

static cJSON *encode_seatmap(const struct show_view *view, struct arena *arena)
{
    cJSON *body = json_object();
    json_add(body, "show", encode_show(view));
    json_add(body, "sections", encode_sections(view->show, arena));
    if (view->show->plan)
        json_add(body, "plan", encode_plan(view->show->plan));
    json_add_string(body, "status", view->letters);
    json_add_int(body, "version", view->version);
    return body;
}

enum err get_seatmap(struct request *request, struct response *response)
{
    struct show_view view;
    enum err err = read_show(request, response, &view);
    if (err)
        return err;
    response_json(response, 200, encode_seatmap(&view, request->context->arena));
    return OK;
}

/* The same for an organiser, who needs no admission. */
enum err get_admin_seatmap(struct request *request, struct response *response)
{
    struct show_view view;
    struct seat_letters map;
    enum err err = show_by_id(request->context, request_path_id(request, "showId"), &view.show);
    if (!err)
        err = seat_letters_read(request->context, view.show, &map);
    if (err)
        return err;
    view.letters = map.letters;
    view.version = map.now_ms * 1000;
    response_json(response, 200, encode_seatmap(&view, request->context->arena));
    return OK;
}

/* nginx takes the stream over from here; a worker only says who may listen, and nginx counts the
 * streams of each. */
enum err get_show_events(struct request *request, struct response *response)
{
    struct show_view view;
    enum err err = read_show(request, response, &view);
    if (err)
        return err;
    const char *show_id = view.show->show_id.text;
    response_empty(response, 200);
    response_header(response, "X-Accel-Redirect",
                    arena_printf(request->context->arena, "/-/shows/%s/events?user=%s", show_id,
                                 request->caller.user_id.text));
    return OK;
}
