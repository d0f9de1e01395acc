/* admin_concerts.c -- /admin/concerts: making a sale, and running it. */
#include <string.h>

#include "api/concert/decode_concert.h"
#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "sale/concert/concert.h"
#include "sale/concert/concerts.h"
#include "sale/concert/concerts_create.h"
#include "sale/concert/concerts_live.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"
#include "sale/upkeep/prepare.h"

static cJSON *encode_new_shows(const struct new_concert *concert, const struct uuid *show_ids)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < concert->show_count; i++) {
        const struct new_show *show = &concert->shows[i];
        cJSON *item = json_object();
        json_add_string(item, "showId", show_ids[i].text);
        json_add_time(item, "startsAt", show->starts_at_ms);
        json_add_int(item, "seatsTotal", show->seats);
        json_append(list, item);
    }
    return list;
}

/* What the database refuses of a body that was decoded is its zone. Gives err back. */
static enum err refuse_zone(struct response *response, enum err err)
{
    if (err == ERR_INVALID_MEMBER)
        response_detail(response,
                        "timeZone must be a time zone of the IANA database, such as Asia/Seoul.");
    return err;
}

enum err post_admin_concerts(struct request *request, struct response *response)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    struct new_concert concert;
    struct decode_setting setting = {
        .home_zone = request->context->config->time_zone,
        .now_ms = clock_now_ms(&request->context->clock),
    };
    decode_new_concert(&reader, &setting, &concert);
    enum err err = body_outcome(response, &reader);
    if (err)
        return err;
    struct concert made = {
        .name = concert.name,
        .venue = concert.venue,
        .time_zone = concert.time_zone,
        .state = CONCERT_SCHEDULED,
        .opens_at_ms = concert.opens_at_ms,
    };
    const struct uuid *show_ids;
    err = concerts_create(request->context, &concert, &made.concert_id, &show_ids);
    if (err)
        return refuse_zone(response, err);
    prepare_concert(request->context, &made.concert_id);
    cJSON *body = json_object();
    add_concert(body, &made);
    add_policy(body, &concert.policy);
    json_add(body, "shows", encode_new_shows(&concert, show_ids));
    response_json(response, 201, body);
    return OK;
}

enum err patch_admin_concert(struct request *request, struct response *response)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    struct concert_change change;
    decode_concert_change(&reader, &change);
    enum err err = body_outcome(response, &reader);
    if (err)
        return err;
    struct concert concert;
    err =
        concerts_change(request->context, request_path_id(request, "concertId"), &change, &concert);
    if (err)
        return refuse_zone(response, err);
    cJSON *body = json_object();
    add_concert(body, &concert);
    add_policy(body, &concert.policy);
    response_json(response, 200, body);
    return OK;
}

enum err post_admin_concert_verb(struct request *request, struct response *response)
{
    const struct uuid *concert_id = request_path_id(request, "concertId");
    const char *verb = strrchr(request->path, '/') + 1;
    enum concert_state state;
    enum err err = concerts_steer(request->context, concert_id, verb, &state);
    if (err)
        return err;
    cJSON *body = json_object();
    json_add_string(body, "concertId", concert_id->text);
    json_add_string(body, "state", concert_state_name(state));
    response_json(response, 200, body);
    return OK;
}

static cJSON *encode_seats(const struct seat_counts *seats)
{
    cJSON *item = json_object();
    json_add_int(item, "total", seats->total);
    json_add_int(item, "available", seats->available);
    json_add_int(item, "held", seats->held);
    json_add_int(item, "sold", seats->sold);
    return item;
}

static cJSON *encode_stats(const struct concert_live *live, int64_t revenue)
{
    struct seat_counts seats = concert_live_seats(live);
    cJSON *body = json_object();
    json_add_string(body, "state", concert_state_name(live->state));
    json_add_int(body, "waiting", live->waiting);
    json_add_int(body, "active", live->active);
    json_add_int(body, "admitted", live->admitted);
    json_add_int(body, "expired", live->expired);
    json_add_int(body, "noShows", live->no_shows);
    json_add(body, "seats", encode_seats(&seats));
    json_add_int(body, "revenue", revenue);
    return body;
}

enum err get_admin_stats(struct request *request, struct response *response)
{
    struct context *context = request->context;
    const struct uuid *concert_id = request_path_id(request, "concertId");
    struct concert concert;
    enum err err = concerts_find(context, concert_id, &concert);
    if (err)
        return err;
    const struct show_summary *shows;
    size_t count;
    err = shows_of_concert(context, concert_id, &shows, &count);
    if (err)
        return err;
    struct concert_live live;
    err = concert_live_maps(context, concert_id, shows, count, &live);
    if (err)
        return err;
    if (!live.present)
        return ERR_CONCERT_RESTORING;
    int64_t revenue;
    err = concerts_revenue(context, concert_id, &revenue);
    if (err)
        return err;
    response_json(response, 200, encode_stats(&live, revenue));
    return OK;
}
