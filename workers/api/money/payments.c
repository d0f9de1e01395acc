/* payments.c -- /payments: paying for held seats, and the bills of it. */
#include "sale/money/payments.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "base/metrics/metrics.h"
#include "http/idempotency_key.h"
#include "http/list_page.h"
#include "http/query.h"
#include "sale/money/payment.h"

static cJSON *encode_tickets(const struct payment *payment)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < payment->line_count; i++) {
        const struct payment_line *line = &payment->lines[i];
        cJSON *item = json_object();
        json_add_string(item, "ticketId", line->ticket_id.text);
        json_add_string(item, "reservationId", line->reservation_id.text);
        json_add_string(item, "showId", line->show_id.text);
        json_add_int(item, "seatId", line->seat_id);
        json_add_string(item, "seatNumber", line->seat_number);
        json_add_int(item, "price", line->price);
        json_append(list, item);
    }
    return list;
}

static cJSON *encode_reservation_ids(const struct payment *payment)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < payment->line_count; i++)
        json_append_string(list, payment->lines[i].reservation_id.text);
    return list;
}

static const char *payment_status(const struct payment *payment)
{
    if (payment->refunded_amount == 0)
        return "COMPLETED";
    return payment->refunded_amount < payment->total_amount ? "PARTIALLY_REFUNDED" : "REFUNDED";
}

static cJSON *encode_payment(const struct payment *payment)
{
    cJSON *body = json_object();
    json_add_string(body, "paymentId", payment->payment_id.text);
    json_add_string(body, "userId", payment->user_id.text);
    json_add_string(body, "concertId", payment->concert_id.text);
    json_add(body, "reservationIds", encode_reservation_ids(payment));
    json_add_int(body, "totalAmount", payment->total_amount);
    json_add_string(body, "status", payment_status(payment));
    json_add_int(body, "refundedAmount", payment->refunded_amount);
    json_add_int(body, "points", payment->points);
    json_add(body, "tickets", encode_tickets(payment));
    json_add_time(body, "createdAt", payment->created_at_ms);
    return body;
}

static enum err read_payment(struct request *request, struct response *response,
                             struct payment_request *ret_wanted)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    *ret_wanted = (struct payment_request){.user_id = request->caller.user_id};
    if (request->caller.kind == TOKEN_QUEUE)
        ret_wanted->only_concert_id = request->caller.concert_id;
    ret_wanted->reservation_ids =
        json_uuids(&reader, "reservationIds", RESERVATIONS_PER_PAYMENT_MAX, &ret_wanted->count);
    enum err err = body_outcome(response, &reader);
    return err ? err : request_idempotency(request, &ret_wanted->idempotency);
}

static enum err refuse_payment(struct response *response, enum err err,
                               const struct payment_result *result)
{
    if (err == ERR_NOT_ENOUGH_POINTS) {
        json_add_int(response_extension(response), "balance", result->balance);
        json_add_int(response_extension(response), "required", result->required);
    }
    if (err == ERR_SEAT_TAKEN && result->seat_id > 0) {
        cJSON *seat_ids = json_list();
        json_append_int(seat_ids, result->seat_id);
        json_add(response_extension(response), "seatIds", seat_ids);
    }
    return err;
}

enum err post_payments(struct request *request, struct response *response)
{
    struct payment_request wanted;
    enum err err = read_payment(request, response, &wanted);
    if (err)
        return err;
    struct payment_result result = {0};
    err = payments_pay(request->context, &wanted, &result);
    metrics_add(request->context->metrics,
                (struct metric_series){METRIC_PAYMENTS, metric_outcome_of(err), 0}, 1);
    if (err)
        return refuse_payment(response, err, &result);
    if (result.replayed && wanted.idempotency.key)
        response_header(response, "Idempotent-Replayed", "true");
    response_json(response, result.replayed ? 200 : 201, encode_payment(&result.payment));
    return OK;
}

enum err get_payments(struct request *request, struct response *response)
{
    struct query_reader reader = query_reader(request);
    struct user_page wanted = {.user_id = request->caller.user_id};
    struct list_page page = list_page_read_uuid(&reader, &wanted.after);
    enum err err = query_outcome(response, &reader);
    if (err)
        return err;
    wanted.limit = list_page_ask(&page);
    const struct payment *payments;
    size_t count;
    err = payments_list(request->context, &wanted, &payments, &count);
    if (err)
        return err;
    size_t shown = list_page_cut(&page, count);
    cJSON *list = json_list();
    for (size_t i = 0; i < shown; i++)
        json_append(list, encode_payment(&payments[i]));
    const char *last = shown ? payments[shown - 1].payment_id.text : NULL;
    response_json(response, 200,
                  list_page_answer(&page, "payments", list, last, request->context->arena));
    return OK;
}

enum err get_payment(struct request *request, struct response *response)
{
    struct payment payment;
    enum err err = payments_find(request->context, &request->caller.user_id,
                                 request_path_id(request, "paymentId"), &payment);
    if (err)
        return err;
    response_json(response, 200, encode_payment(&payment));
    return OK;
}
