/* concerts.c -- /concerts: what is on sale, and how long its queue is. */
#include "sale/concert/concerts.h"

#include <string.h>

#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "http/list_page.h"
#include "http/query.h"
#include "sale/concert/concert.h"
#include "sale/concert/concerts_live.h"
#include "sale/concert/show_lists.h"
#include "sale/concert/shows.h"
#include "sale/queue/wait_estimate.h"

/* Rounded up, so that whoever counts down from it does not come too early. */
static int64_t seconds_until(int64_t at_ms, int64_t now_ms)
{
    return at_ms > now_ms ? (at_ms - now_ms + 999) / 1000 : 0;
}

/* The wait of the one who asks, or of a newcomer when that one is not in the queue. */
static int64_t wait_seconds(const struct concert *concert, const struct concert_live *live)
{
    bool is_free = live->waiting == 0 && live->active < concert->policy.max_active;
    if (live->state != CONCERT_OPEN)
        return -1;
    if (live->position == 0 || (live->position < 0 && is_free))
        return 0;
    int64_t position = live->position > 0 ? live->position : live->waiting + 1;
    return wait_estimate_seconds(position, live->rate_per_million_s);
}

static void add_queue(cJSON *item, const struct concert *concert, const struct concert_live *live)
{
    int64_t wait = live->present ? wait_seconds(concert, live) : -1;
    add_int_if(item, "waiting", live->present, live->waiting);
    add_int_if(item, "estimatedWaitSeconds", wait >= 0, wait);
}

/* null for whoever is not in the queue, and in the lobby, where there are no positions yet. */
static void add_position(cJSON *item, const struct concert_live *live)
{
    bool is_known = live->present && live->position >= 0 && live->state != CONCERT_SCHEDULED;
    add_int_if(item, "queuePosition", is_known, live->position);
}

/* What there is to come: null, and no day, when that is nothing. */
static void add_offer(cJSON *item, const struct show_list *shows)
{
    bool is_known = shows->count > 0;
    int64_t price_min = is_known ? shows->shows[0].price_min : 0;
    int64_t price_max = 0;
    cJSON *dates = json_list();
    for (size_t i = 0; i < shows->count; i++) {
        const struct show_summary *show = &shows->shows[i];
        if (i == 0 || strcmp(show->local_date, shows->shows[i - 1].local_date) != 0)
            json_append_string(dates, show->local_date);
        price_min = show->price_min < price_min ? show->price_min : price_min;
        price_max = show->price_max > price_max ? show->price_max : price_max;
    }
    json_add(item, "dates", dates);
    add_time_or_null(item, "firstStartsAt", is_known ? shows->shows[0].starts_at_ms : 0);
    add_time_or_null(item, "lastStartsAt",
                     is_known ? shows->shows[shows->count - 1].starts_at_ms : 0);
    add_int_if(item, "minPrice", is_known, price_min);
    add_int_if(item, "maxPrice", is_known, price_max);
}

static cJSON *encode_concert(const struct request *request, const struct concert *concert,
                             const struct show_list *shows, const struct concert_live *live)
{
    int64_t now_ms = live->present ? live->now_ms : clock_now_ms(&request->context->clock);
    struct concert now = *concert;
    if (live->present)
        now.state = live->state;
    cJSON *item = json_object();
    add_concert(item, &now);
    add_int_if(item, "opensInSeconds", concert->opens_at_ms != 0,
               seconds_until(concert->opens_at_ms, now_ms));
    add_offer(item, shows);
    if (live->present)
        json_add_bool(item, "soldOut", live->is_sold_out);
    else
        json_add_null(item, "soldOut");
    add_queue(item, concert, live);
    if (request->has_caller)
        add_position(item, live);
    return item;
}

static const struct uuid *caller_or_nobody(const struct request *request)
{
    return request->has_caller ? &request->caller.user_id : NULL;
}

/* What Postgres and Redis say of the shows of some concerts. */
struct offers {
    const struct show_list *shows;
    const struct concert_live *live;
};

/* Without Redis a concert is shown as Postgres has it, as one is that is being restored. */
static enum err find_offers(const struct request *request, const struct concert *concerts,
                            size_t count, struct offers *ret_offers)
{
    struct context *context = request->context;
    struct uuid *ids = arena_array(context->arena, count + 1, sizeof(*ids));
    for (size_t i = 0; i < count; i++)
        ids[i] = concerts[i].concert_id;
    enum err err = shows_to_come(context, ids, count, &ret_offers->shows);
    if (err)
        return err;
    err = concerts_live(context, concerts, ret_offers->shows, count, caller_or_nobody(request),
                        &ret_offers->live);
    if (err != ERR_REDIS_UNAVAILABLE)
        return err;
    ret_offers->live = arena_array(context->arena, count + 1, sizeof(*ret_offers->live));
    return OK;
}

enum err get_concerts(struct request *request, struct response *response)
{
    struct context *context = request->context;
    struct query_reader reader = query_reader(request);
    struct uuid after = {0};
    struct list_page page = list_page_read_uuid(&reader, &after);
    enum err err = query_outcome(response, &reader);
    if (err)
        return err;
    struct concert_page wanted = {.after = after, .limit = list_page_ask(&page)};
    const struct concert *concerts;
    size_t count;
    err = concerts_list(context, &wanted, &concerts, &count);
    if (err)
        return err;
    size_t shown = list_page_cut(&page, count);
    struct offers offers;
    err = find_offers(request, concerts, shown, &offers);
    if (err)
        return err;
    cJSON *list = json_list();
    for (size_t i = 0; i < shown; i++)
        json_append(list, encode_concert(request, &concerts[i], &offers.shows[i], &offers.live[i]));
    const char *last = shown ? concerts[shown - 1].concert_id.text : NULL;
    response_json(response, 200, list_page_answer(&page, "concerts", list, last, context->arena));
    return OK;
}

/*
 * The board and its events are nginx's, under the id as it is written everywhere. With capitals it
 * is the same id (RFC 9562), and nginx hands it over. An id of no concert comes here as well.
 */
enum err get_board_address(struct request *request, struct response *response)
{
    const char *id = request_path_id(request, "concertId")->text;
    if (strstr(request->path, id))
        return ERR_NOT_FOUND;
    const char *address = arena_printf(request->context->arena, "/api/v1/concerts/%s%s", id,
                                       strrchr(request->path, '/'));
    response_empty(response, 308);
    response_header(response, "Location", address);
    return OK;
}

static cJSON *encode_show(const struct show_summary *show)
{
    cJSON *item = json_object();
    json_add_string(item, "showId", show->show_id.text);
    json_add_time(item, "startsAt", show->starts_at_ms);
    json_add_int(item, "seatsTotal", show->seats_total);
    add_prices(item, show->price_min, show->price_max);
    return item;
}

static cJSON *encode_section(const struct section_summary *section)
{
    cJSON *item = json_object();
    json_add_string(item, "name", section->name);
    json_add_int(item, "price", section->price);
    return item;
}

/* Shows and sections are in the same order, so each show takes its own from
 * where the last ended. */
static enum err add_shows(struct request *request, const struct uuid *concert_id, cJSON *body)
{
    const struct show_summary *shows;
    const struct section_summary *sections;
    size_t show_count;
    size_t section_count;
    enum err err = shows_of_concert(request->context, concert_id, &shows, &show_count);
    if (!err)
        err = sections_of_concert(request->context, concert_id, &sections, &section_count);
    if (err)
        return err;
    cJSON *list = json_list();
    size_t next = 0;
    for (size_t i = 0; i < show_count; i++) {
        cJSON *item = encode_show(&shows[i]);
        cJSON *own = json_list();
        while (next < section_count && uuid_equal(&sections[next].show_id, &shows[i].show_id))
            json_append(own, encode_section(&sections[next++]));
        json_add(item, "sections", own);
        json_append(list, item);
    }
    json_add(body, "shows", list);
    return OK;
}

enum err get_concert(struct request *request, struct response *response)
{
    struct context *context = request->context;
    const struct uuid *concert_id = request_path_id(request, "concertId");
    struct concert concert;
    enum err err = concerts_find(context, concert_id, &concert);
    if (err)
        return err;
    struct offers offers;
    err = find_offers(request, &concert, 1, &offers);
    if (err)
        return err;
    cJSON *body = encode_concert(request, &concert, offers.shows, offers.live);
    response_json(response, 200, body);
    err = add_shows(request, concert_id, body);
    if (err)
        return err;
    add_policy(body, &concert.policy);
    return OK;
}
