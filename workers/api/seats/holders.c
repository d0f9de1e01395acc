/* holders.c -- /admin/shows/{showId}/holders: who has which seat, for the organiser. */
#include "sale/seats/taken_seats.h"

#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "http/list_page.h"
#include "http/query.h"
#include "sale/plan/hall_limits.h"

static cJSON *encode_holder(const struct holder *holder)
{
    cJSON *item = json_object();
    json_add_int(item, "seatId", holder->seat.seat_id);
    json_add_string(item, "number", holder->seat.number);
    add_seat_place(item, &holder->seat);
    json_add_int(item, "price", holder->seat.section->price);
    json_add_string(item, "status", holder->is_sold ? "SOLD" : "HELD");
    json_add_string(item, "userId", holder->user_id.text);
    json_add_string(item, "email", holder->email);
    if (holder->is_sold) {
        json_add_time(item, "soldAt", holder->sold_at_ms);
    } else {
        json_add_time(item, "expiresAt", holder->expires_at_ms);
        json_add_int(item, "expiresInSeconds", holder->expires_in_ms / 1000);
    }
    return item;
}

enum err get_admin_holders(struct request *request, struct response *response)
{
    struct context *context = request->context;
    struct query_reader reader = query_reader(request);
    struct holder_page seats = {.show_id = *request_path_id(request, "showId")};
    struct list_page page = list_page_read_int(&reader, &seats.after);
    int64_t first = query_int(&reader, "firstSeatId", 1, SHOW_SEATS_MAX, 1);
    seats.last = query_int(&reader, "lastSeatId", 1, SHOW_SEATS_MAX, SHOW_SEATS_MAX);
    enum err err = query_outcome(response, &reader);
    if (err)
        return err;
    seats.limit = page.limit;
    if (seats.after < first - 1)
        seats.after = first - 1;
    const struct holder *holders;
    size_t count;
    int64_t next;
    err = holders_list(context, &seats, &holders, &count, &next);
    if (err)
        return err;
    cJSON *list = json_list();
    for (size_t i = 0; i < count; i++)
        json_append(list, encode_holder(&holders[i]));
    page.has_more = next > 0;
    const char *last = arena_printf(context->arena, "%lld", (long long)next);
    response_json(response, 200, list_page_answer(&page, "holders", list, last, context->arena));
    return OK;
}
