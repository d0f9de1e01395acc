/* points_charges.c -- /points/charges: topping up by card. */
#include "api/handlers.h"
#include "api/money/points.h"
#include "api/problem.h"
#include "base/json/json_build.h"
#include "base/metrics/metrics.h"
#include "sale/money/card_top_ups.h"

static cJSON *encode_charge(const struct card_top_up *charge)
{
    cJSON *body = json_object();
    json_add_string(body, "chargeId", charge->charge_id.text);
    json_add_int(body, "amount", charge->amount);
    json_add_string(body, "currency", "KRW");
    json_add_string(body, "status", charge->status);
    json_add_string(body, "providerReference", charge->reference);
    json_add_time(body, "createdAt", charge->created_at_ms);
    if (charge->reason)
        json_add_string(body, "reason", charge->reason);
    if (charge->completed_at_ms > 0) {
        json_add_time(body, "completedAt", charge->completed_at_ms);
        json_add_int(body, "points", charge->points);
        json_add_int(body, "creditedAmount", charge->credited_amount);
    }
    return body;
}

enum err post_points_charges(struct request *request, struct response *response)
{
    struct charge charge;
    enum err err = read_charge(request, response, &charge);
    if (err)
        return err;
    struct card_top_up made;
    bool replayed = false;
    err = card_top_ups_create(request->context, &charge, &made, &replayed);
    metrics_add(request->context->metrics,
                (struct metric_series){METRIC_CHARGES, metric_outcome_of(err), 0}, 1);
    if (err)
        return refuse_use(request, response, err, "top_up");
    if (replayed)
        response_header(response, "Idempotent-Replayed", "true");
    response_json(response, 201, encode_charge(&made));
    return OK;
}

enum err get_points_charge(struct request *request, struct response *response)
{
    struct card_top_up charge;
    enum err err = card_top_ups_look(request->context, &request->caller.user_id,
                                     request_path_id(request, "chargeId"), &charge);
    if (err)
        return err;
    response_json(response, 200, encode_charge(&charge));
    return OK;
}
