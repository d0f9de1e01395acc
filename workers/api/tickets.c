/* tickets.c -- /tickets: what the caller owns. */
#include "sale/tickets.h"
#include "api/handlers.h"
#include "api/refusal.h"

static cJSON *encode_ticket(const struct sale *sale)
{
    cJSON *body = json_object();
    json_add_string(body, "ticketId", sale->ticket_id.text);
    json_add_string(body, "reservationId", sale->reservation_id.text);
    json_add_string(body, "paymentId", sale->payment_id.text);
    json_add_string(body, "concertId", sale->concert_id.text);
    json_add_string(body, "concertName", sale->concert_name);
    json_add_string(body, "venue", sale->venue);
    json_add_string(body, "showId", sale->show_id.text);
    json_add_time(body, "startsAt", sale->starts_at_ms);
    json_add_int(body, "seatId", sale->seat_id);
    json_add_string(body, "seatNumber", sale->seat_number);
    json_add_string(body, "section", sale->section);
    json_add_int(body, "price", sale->price);
    json_add_time(body, "createdAt", sale->created_at_ms);
    json_add_string(body, "status", sale->refunded ? "VOID" : "VALID");
    return body;
}

/* Tickets stand in the order of their reservations, the newest first. */
enum err get_tickets(struct request *request, struct response *response)
{
    struct query_reader reader = query_reader(request);
    struct sale_page wanted = {.user_id = request->caller.user_id, .filter = SALES_ALL};
    struct page page = query_page_uuid(&reader, &wanted.after);
    enum err err = query_outcome(response, &reader);
    if (err)
        return err;
    /* One more than is shown tells whether there is a next page. */
    wanted.limit = page.limit + 1;
    const struct sale *sales;
    size_t count;
    err = sales_list(request->context, &wanted, &sales, &count);
    if (err)
        return err;
    size_t shown = count > (size_t)page.limit ? (size_t)page.limit : count;
    cJSON *list = json_list();
    for (size_t i = 0; i < shown; i++)
        json_append(list, encode_ticket(&sales[i]));
    const char *next = count > shown ? sales[shown - 1].reservation_id.text : NULL;
    cJSON *body = json_object();
    json_add(body, "tickets", list);
    json_add(body, "pagination", page_json(&page, next, request->context->arena));
    response_json(response, 200, body);
    return OK;
}

enum err get_ticket(struct request *request, struct response *response)
{
    struct sale sale;
    enum err err = sales_by_ticket(request->context, &request->caller.user_id,
                                   request_path_id(request, "ticketId"), &sale);
    if (err)
        return err;
    response_json(response, 200, encode_ticket(&sale));
    return OK;
}
