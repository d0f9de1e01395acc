/* tickets.c -- /tickets: what the caller owns, and the keys that its codes are checked with. */
#include "sale/account/tickets.h"
#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "base/text/base64url.h"
#include "base/text/qr_svg.h"
#include "http/list_page.h"
#include "http/query.h"

/* Who rotates keys puts the new one behind the first, and lets this pass before it comes first. */
#define CACHE_KEYS "public, max-age=300"

static const char *ticket_status(const struct sale *sale)
{
    if (sale->refunded)
        return "VOID";
    return sale->checked_in_at_ms ? "USED" : "VALID";
}

static enum err fill_ticket(struct context *context, const struct sale *sale, cJSON *body)
{
    json_add_string(body, "ticketId", sale->ticket_id.text);
    json_add_string(body, "reservationId", sale->reservation_id.text);
    json_add_string(body, "paymentId", sale->payment_id.text);
    json_add_string(body, "concertId", sale->concert_id.text);
    json_add_string(body, "concertName", sale->concert_name);
    json_add_string(body, "venue", sale->venue);
    json_add_string(body, "showId", sale->show_id.text);
    json_add_time(body, "startsAt", sale->starts_at_ms);
    json_add_string(body, "timeZone", sale->time_zone);
    json_add_int(body, "seatId", sale->seat_id);
    json_add_string(body, "seatNumber", sale->seat_number);
    json_add_int(body, "price", sale->price);
    json_add_time(body, "createdAt", sale->created_at_ms);
    json_add_string(body, "status", ticket_status(sale));
    if (sale->checked_in_at_ms)
        json_add_time(body, "checkedInAt", sale->checked_in_at_ms);
    if (!sale->refunded)
        json_add_string(body, "code", sale_ticket_code(context, sale));
    return add_place_by_id(body, context, &sale->show_id, sale->seat_id);
}

/* Tickets stand in the order of their reservations, the newest first. */
enum err get_tickets(struct request *request, struct response *response)
{
    struct query_reader reader = query_reader(request);
    struct sale_page wanted = {.user_id = request->caller.user_id, .filter = SALES_ALL};
    struct list_page page = list_page_read_uuid(&reader, &wanted.after);
    enum err err = query_outcome(response, &reader);
    if (err)
        return err;
    wanted.limit = list_page_ask(&page);
    const struct sale *sales;
    size_t count;
    err = sales_list(request->context, &wanted, &sales, &count);
    if (err)
        return err;
    size_t shown = list_page_cut(&page, count);
    cJSON *list = json_list();
    const char *last = shown ? sales[shown - 1].reservation_id.text : NULL;
    response_json(response, 200,
                  list_page_answer(&page, "tickets", list, last, request->context->arena));
    for (size_t i = 0; i < shown && !err; i++) {
        cJSON *item = json_object();
        json_append(list, item);
        err = fill_ticket(request->context, &sales[i], item);
    }
    return err;
}

static enum err find_ticket(const struct request *request, struct sale *ret_sale)
{
    return sales_by_ticket(request->context, &request->caller.user_id,
                           request_path_id(request, "ticketId"), ret_sale);
}

enum err get_ticket(struct request *request, struct response *response)
{
    struct sale sale;
    enum err err = find_ticket(request, &sale);
    if (err)
        return err;
    cJSON *body = json_object();
    response_json(response, 200, body);
    return fill_ticket(request->context, &sale, body);
}

enum err get_ticket_picture(struct request *request, struct response *response)
{
    struct context *context = request->context;
    struct sale sale;
    enum err err = find_ticket(request, &sale);
    if (err)
        return err;
    if (sale.refunded)
        return ERR_TICKET_VOID;
    const char *svg = qr_svg(sale_ticket_code(context, &sale), context->arena);
    response_text(response, "image/svg+xml", svg);
    response_header(response, "Cache-Control", "private, no-store");
    return OK;
}

/* A JSON Web Key (RFC 7517) of an Ed25519 key (RFC 8037). */
static cJSON *encode_key(const struct ticket_key *key)
{
    char x[BASE64URL_SIZE(ED25519_PUBLIC_SIZE)];
    base64url_encode(key->public_key, ED25519_PUBLIC_SIZE, x);
    cJSON *body = json_object();
    json_add_string(body, "kty", "OKP");
    json_add_string(body, "crv", "Ed25519");
    json_add_string(body, "x", x);
    json_add_string(body, "kid", key->kid);
    json_add_string(body, "use", "sig");
    json_add_string(body, "alg", TICKET_CODE_ALGORITHM);
    return body;
}

enum err get_ticket_keys(struct request *request, struct response *response)
{
    const struct ticket_keys *keys = &request->context->config->ticket_keys;
    cJSON *list = json_list();
    for (size_t i = 0; i < keys->count; i++)
        json_append(list, encode_key(&keys->keys[i]));
    cJSON *body = json_object();
    json_add(body, "keys", list);
    response_json(response, 200, body);
    response_header(response, "Cache-Control", CACHE_KEYS);
    return OK;
}
