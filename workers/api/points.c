/* points.c -- /points: the caller's balance. */
#include "api/handlers.h"
#include "api/refusal.h"
#include "sale/wallet.h"

enum err get_points(struct request *request, struct response *response)
{
    int64_t points;
    enum err err = wallet_balance(request->context, &request->caller.user_id, &points);
    if (err)
        return err;
    cJSON *body = json_object();
    json_add_int(body, "points", points);
    response_json(response, 200, body);
    return OK;
}

enum err patch_points_charge(struct request *request, struct response *response)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    struct charge charge = {
        .user_id = request->caller.user_id,
        .amount = json_int(&reader, "amount", 1, CHARGE_MAX),
    };
    enum err err = body_outcome(response, &reader);
    if (err)
        return err;
    err = request_idempotency(request, &charge.idempotency);
    if (err)
        return err;
    struct charge_result result;
    err = wallet_charge(request->context, &charge, &result);
    if (err)
        return err;
    cJSON *body = json_object();
    json_add_int(body, "points", result.points);
    json_add_int(body, "chargeAmount", result.amount);
    if (result.replayed)
        response_header(response, "Idempotent-Replayed", "true");
    response_json(response, 200, body);
    return OK;
}
