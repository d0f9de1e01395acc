/* seats.c -- /shows/{showId}/seats and /events: the seats of a show, for whoever is admitted. */
#include <string.h>

#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "api/seats/show_view.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "http/list_page.h"
#include "http/query.h"
#include "sale/concert/shows.h"
#include "sale/plan/hall_limits.h"

static const char *status_name(char letter)
{
    return letter == 'A'   ? "AVAILABLE"
           : letter == 'H' ? "HELD"
           : letter == 'N' ? "NOT_FOR_SALE"
                           : "SOLD";
}

static cJSON *encode_seat(const struct seat *seat, char letter)
{
    cJSON *item = json_object();
    json_add_int(item, "seatId", seat->seat_id);
    json_add_string(item, "number", seat->number);
    add_seat_place(item, seat);
    add_section_price(item, seat->section);
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
    err = show_view_read(request, response, &view);
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

/* nginx takes the stream over from here; a worker only says who may listen, and nginx counts the
 * streams of each. */
enum err get_show_events(struct request *request, struct response *response)
{
    struct show_view view;
    enum err err = show_view_read(request, response, &view);
    if (err)
        return err;
    const char *show_id = view.show->show_id.text;
    response_empty(response, 200);
    response_header(response, "X-Accel-Redirect",
                    arena_printf(request->context->arena, "/-/shows/%s/events?user=%s", show_id,
                                 request->caller.user_id.text));
    return OK;
}
