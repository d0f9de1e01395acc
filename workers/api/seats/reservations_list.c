/* reservations_list.c -- what one holds and owns: holds of Redis and sales of Postgres. */
#include <assert.h>
#include <string.h>

#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "http/list_page.h"
#include "http/query.h"
#include "sale/account/tickets.h"
#include "sale/concert/concert.h"
#include "sale/concert/concerts.h"
#include "sale/concert/shows.h"
#include "sale/seats/holds.h"
#include "sale/seats/holds_list.h"

/* A page of the caller's reservations: holds live in Redis, sales in Postgres. */
struct listing {
    struct list_page page;
    struct uuid after;
    bool wants_holds;
    bool wants_sales;
    enum sale_filter filter;
    const struct hold *holds;
    size_t hold_count;
    const struct sale *sales;
    size_t sale_count;
};

static enum err read_listing(const struct request *request, struct response *response,
                             struct listing *ret_listing)
{
    static const char *const choices[] = {"PENDING", "CONFIRMED", "REFUNDED", NULL};
    static const enum sale_filter filters[] = {SALES_ALL, SALES_CONFIRMED, SALES_REFUNDED};
    struct query_reader reader = query_reader(request);
    int status = query_choice(&reader, "status", choices);
    *ret_listing = (struct listing){
        .wants_holds = status <= 0,
        .wants_sales = status != 0,
        .filter = status < 0 ? SALES_ALL : filters[status],
    };
    ret_listing->page = list_page_read_uuid(&reader, &ret_listing->after);
    return query_outcome(response, &reader);
}

/* Holds are few and come all. */
static enum err load_listing(const struct request *request, struct listing *listing)
{
    const struct uuid *user_id = &request->caller.user_id;
    struct sale_page page = {
        .user_id = *user_id,
        .after = listing->after,
        .limit = list_page_ask(&listing->page),
        .filter = listing->filter,
    };
    if (listing->wants_holds) {
        enum err err = holds_list(request->context, user_id, &listing->holds, &listing->hold_count);
        if (err)
            return err;
    }
    if (!listing->wants_sales)
        return OK;
    return sales_list(request->context, &page, &listing->sales, &listing->sale_count);
}

static enum err append_sale(struct context *context, const struct sale *sale, cJSON *list)
{
    cJSON *item = json_object();
    json_append(list, item);
    json_add_string(item, "reservationId", sale->reservation_id.text);
    json_add_string(item, "showId", sale->show_id.text);
    json_add_int(item, "seatId", sale->seat_id);
    json_add_string(item, "seatNumber", sale->seat_number);
    json_add_int(item, "price", sale->price);
    json_add_string(item, "status", sale->refunded ? "REFUNDED" : "CONFIRMED");
    json_add_time(item, "reservedAt", sale->reserved_at_ms);
    json_add_string(item, "paymentId", sale->payment_id.text);
    json_add_string(item, "ticketId", sale->ticket_id.text);
    json_add_string(item, "concertId", sale->concert_id.text);
    json_add_string(item, "concertName", sale->concert_name);
    json_add_time(item, "startsAt", sale->starts_at_ms);
    json_add_string(item, "timeZone", sale->time_zone);
    return add_place_by_id(item, context, &sale->show_id, sale->seat_id);
}

/* last: the concert of the hold before, so that the holds of one concert ask for its name once. */
static enum err append_hold(struct context *context, const struct hold *hold, struct concert *last,
                            cJSON *list)
{
    const struct show *show;
    enum err err = show_by_id(context, &hold->show_id, &show);
    if (!err && !uuid_equal(&last->concert_id, &hold->concert_id))
        err = concerts_find(context, &hold->concert_id, last);
    if (err)
        return err;
    cJSON *item = encode_hold(hold);
    json_add_string(item, "concertId", last->concert_id.text);
    json_add_string(item, "concertName", last->name);
    json_add_time(item, "startsAt", show->starts_at_ms);
    json_add_string(item, "timeZone", last->time_zone);
    json_append(list, item);
    return OK;
}

/* The holds that belong to earlier pages are left out. */
static void skip_shown_holds(struct listing *listing)
{
    while (listing->hold_count > 0 && listing->after.text[0] &&
           strcmp(listing->holds->reservation_id.text, listing->after.text) >= 0) {
        listing->holds++;
        listing->hold_count--;
    }
}

static bool has_more(const struct listing *listing)
{
    return listing->hold_count > 0 || listing->sale_count > 0;
}

/* A held or a sold seat; both when it has just been paid and Redis does not know yet. */
struct reservation {
    const struct hold *hold;
    const struct sale *sale;
};

static struct reservation take_newest(struct listing *listing)
{
    struct reservation newest = {0};
    int order = 0;
    if (listing->hold_count == 0 || listing->sale_count == 0)
        order = listing->hold_count == 0 ? 1 : -1;
    else
        order = strcmp(listing->sales->reservation_id.text, listing->holds->reservation_id.text);
    if (order <= 0) {
        newest.hold = listing->holds++;
        listing->hold_count--;
    }
    if (order >= 0) {
        newest.sale = listing->sales++;
        listing->sale_count--;
    }
    assert(newest.hold || newest.sale);
    return newest;
}

/* ret_last: the key of the last one of the page. */
static enum err append_page(struct context *context, struct listing *listing, cJSON *list,
                            const char **ret_last)
{
    struct concert last = {0};
    *ret_last = NULL;
    for (int64_t count = 0; count < listing->page.limit && has_more(listing); count++) {
        struct reservation next = take_newest(listing);
        enum err err = next.sale ? append_sale(context, next.sale, list)
                                 : append_hold(context, next.hold, &last, list);
        if (err)
            return err;
        *ret_last = next.sale ? next.sale->reservation_id.text : next.hold->reservation_id.text;
    }
    listing->page.has_more = has_more(listing);
    return OK;
}

enum err get_reservations(struct request *request, struct response *response)
{
    struct context *context = request->context;
    struct listing listing;
    enum err err = read_listing(request, response, &listing);
    if (err)
        return err;
    err = load_listing(request, &listing);
    if (err)
        return err;
    skip_shown_holds(&listing);
    cJSON *body = json_object();
    cJSON *list = json_list();
    json_add(body, "reservations", list);
    response_json(response, 200, body);
    const char *last;
    err = append_page(context, &listing, list, &last);
    if (err)
        return err;
    json_add(body, "pagination", list_page_json(&listing.page, last, context->arena));
    return OK;
}
