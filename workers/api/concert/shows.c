/* shows.c -- /concerts/{concertId}/shows: when there are seats left, for whoever is admitted. */
#include <string.h>

#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/clock.h"
#include "base/json/json_build.h"
#include "http/query.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"
#include "sale/redis/entry_id.h"
#include "sale/redis/seat_letters.h"
#include "sale/seats/hold_refusal.h"
#include "sale/seats/seat_maps.h"

#define DATE_LENGTH 10 /* of "2026-12-24" */

/* A bound of the hours that are asked for, itself included: a time, or a day where the concert
 * is. Neither: there is no bound. */
struct bound {
    const char *date;
    bool has_time;
    int64_t at_ms;
};

struct show_filter {
    struct bound from;
    struct bound to;
    bool everything; /* past and sold-out ones too */
};

/* A date has to be one of the calendar, as a time of that day has. */
static struct bound query_bound(struct query_reader *reader, const char *name)
{
    struct bound bound = {0};
    const char *text = query_text(reader, name);
    if (!text)
        return bound;
    struct arena *arena = reader->request->context->arena;
    const char *time = text;
    if (strlen(text) == DATE_LENGTH) {
        bound.date = text;
        time = arena_printf(arena, "%sT00:00:00Z", text);
    }
    bound.has_time = !bound.date;
    if (!rfc3339_parse(time, &bound.at_ms) && !reader->err) {
        reader->err = ERR_INVALID_PARAMETER;
        reader->detail =
            arena_printf(arena, "%s must be a date such as 2026-12-24 or an RFC 3339 time.", name);
    }
    return bound;
}

/* Dates in this form are ordered as their texts are. */
static bool is_asked_for(const struct show_filter *filter, const struct show_summary *show)
{
    const struct bound *from = &filter->from;
    const struct bound *to = &filter->to;
    return !(from->date && strcmp(show->local_date, from->date) < 0) &&
           !(from->has_time && show->starts_at_ms < from->at_ms) &&
           !(to->date && strcmp(show->local_date, to->date) > 0) &&
           !(to->has_time && show->starts_at_ms > to->at_ms);
}

static enum err read_filter(const struct request *request, struct response *response,
                            struct show_filter *ret_filter)
{
    static const char *const choices[] = {"exclude", "include", NULL};
    struct query_reader reader = query_reader(request);
    ret_filter->from = query_bound(&reader, "from");
    ret_filter->to = query_bound(&reader, "to");
    ret_filter->everything = query_choice(&reader, "soldOut", choices) == 1;
    return query_outcome(response, &reader);
}

static enum err read_maps(const struct request *request, struct response *response,
                          const struct show_summary *shows, size_t count,
                          struct seat_maps *ret_maps)
{
    struct entry_id id = {
        .concert_id = *request_path_id(request, "concertId"),
        .user_id = request->caller.user_id,
    };
    int64_t *numbers = arena_array(request->context->arena, count, sizeof(*numbers));
    for (size_t i = 0; i < count; i++)
        numbers[i] = shows[i].show_no;
    struct hold_refusal refusal = {0};
    enum err err = seat_maps_read(request->context, &id, numbers, count, ret_maps, &refusal);
    return refuse_hold(response, err, &refusal);
}

static cJSON *encode_summary(const struct show_summary *show, int64_t available)
{
    cJSON *item = json_object();
    json_add_string(item, "showId", show->show_id.text);
    json_add_string(item, "date", show->local_date);
    json_add_time(item, "startsAt", show->starts_at_ms);
    json_add_int(item, "seatsTotal", show->seats_total);
    json_add_int(item, "seatsAvailable", available);
    add_prices(item, show->price_min, show->price_max);
    return item;
}

/* soldOut is about the whole concert, whatever the filter:
 * nothing that is still to come is left. */
static cJSON *encode_list(const struct show_filter *filter, const struct show_summary *shows,
                          const struct seat_maps *maps)
{
    cJSON *list = json_list();
    bool is_sold_out = true;
    for (size_t i = 0; i < maps->count; i++) {
        int64_t starts_at_ms = shows[i].starts_at_ms;
        int64_t available = seat_counts_of(maps->letters[i]).available;
        bool is_on_sale = starts_at_ms > maps->now_us / 1000 && available > 0;
        is_sold_out = is_sold_out && !is_on_sale;
        if ((is_on_sale || filter->everything) && is_asked_for(filter, &shows[i]))
            json_append(list, encode_summary(&shows[i], available));
    }
    cJSON *body = json_object();
    json_add(body, "shows", list);
    json_add_bool(body, "soldOut", is_sold_out);
    return body;
}

enum err get_shows(struct request *request, struct response *response)
{
    const struct uuid *concert_id = request_path_id(request, "concertId");
    struct show_filter filter;
    enum err err = read_filter(request, response, &filter);
    if (err)
        return err;
    err = require_own_concert(request, response, concert_id);
    if (err)
        return err;
    const struct show_summary *shows;
    size_t count;
    err = shows_of_concert(request->context, concert_id, &shows, &count);
    if (err)
        return err;
    struct seat_maps maps;
    err = read_maps(request, response, shows, count, &maps);
    if (err)
        return err;
    response_json(response, 200, encode_list(&filter, shows, &maps));
    return OK;
}
