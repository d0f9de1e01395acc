/* refunds.c -- /payments/{paymentId}/refund: giving sold seats back. */
#include "sale/money/refunds.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "base/metrics/metrics.h"
#include "http/idempotency_key.h"
#include "sale/money/payments.h"

static cJSON *encode_refund(const struct refund *refund)
{
    cJSON *reservation_ids = json_list();
    for (size_t i = 0; i < refund->count; i++)
        json_append_string(reservation_ids, refund->reservation_ids[i].text);
    cJSON *body = json_object();
    json_add_string(body, "refundId", refund->refund_id.text);
    json_add_string(body, "paymentId", refund->payment_id.text);
    json_add(body, "reservationIds", reservation_ids);
    json_add_int(body, "amount", refund->amount);
    json_add_int(body, "points", refund->points);
    json_add_string(body, "status", "COMPLETED");
    json_add_time(body, "createdAt", refund->created_at_ms);
    return body;
}

/* Without a body, or without the member, it is the whole payment. */
static enum err read_refund(struct request *request, struct response *response,
                            struct refund_request *ret_wanted)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    *ret_wanted = (struct refund_request){
        .user_id = request->caller.user_id,
        .payment_id = *request_path_id(request, "paymentId"),
    };
    if (json_has(&reader, "reservationIds"))
        ret_wanted->reservation_ids =
            json_uuids(&reader, "reservationIds", RESERVATIONS_PER_PAYMENT_MAX, &ret_wanted->count);
    enum err err = body_outcome(response, &reader);
    return err ? err : request_idempotency(request, &ret_wanted->idempotency);
}

enum err post_payment_refund(struct request *request, struct response *response)
{
    struct refund_request wanted;
    enum err err = read_refund(request, response, &wanted);
    if (err)
        return err;
    struct refund refund;
    err = refunds_refund(request->context, &wanted, &refund);
    metrics_add(request->context->metrics,
                (struct metric_series){METRIC_REFUNDS, metric_outcome_of(err), 0}, 1);
    if (err)
        return refuse_use(request, response, err, "refund");
    if (refund.replayed && wanted.idempotency.key)
        response_header(response, "Idempotent-Replayed", "true");
    response_json(response, 200, encode_refund(&refund));
    return OK;
}
