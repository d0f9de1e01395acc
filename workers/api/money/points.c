/* points.c -- /points: the caller's balance, charging it, and its history. */
#include "api/money/points.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "base/metrics/metrics.h"
#include "http/idempotency_key.h"
#include "http/list_page.h"
#include "http/query.h"

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

enum err read_charge(struct request *request, struct response *response, struct charge *ret_charge)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    ret_charge->user_id = request->caller.user_id;
    ret_charge->amount = json_int(&reader, "amount", 1, CHARGE_MAX);
    enum err err = body_outcome(response, &reader);
    return err ? err : request_idempotency(request, &ret_charge->idempotency);
}

enum err patch_points_charge(struct request *request, struct response *response)
{
    struct charge charge;
    enum err err = read_charge(request, response, &charge);
    if (err)
        return err;
    struct charge_result result;
    err = wallet_charge(request->context, &charge, &result);
    metrics_add(request->context->metrics,
                (struct metric_series){METRIC_CHARGES, metric_outcome_of(err), 0}, 1);
    if (err)
        return refuse_use(request, response, err, "top_up");
    cJSON *body = json_object();
    json_add_int(body, "points", result.points);
    json_add_int(body, "chargeAmount", result.amount);
    if (result.replayed)
        response_header(response, "Idempotent-Replayed", "true");
    response_json(response, 200, body);
    return OK;
}

static cJSON *encode_movement(const struct movement *movement)
{
    cJSON *body = json_object();
    json_add_string(body, "entryId", movement->transaction_id.text);
    json_add_string(body, "kind", movement->kind);
    json_add_int(body, "amount", movement->amount);
    json_add_int(body, "balanceAfter", movement->balance_after);
    if (*movement->payment_id.text)
        json_add_string(body, "paymentId", movement->payment_id.text);
    json_add_time(body, "createdAt", movement->created_at_ms);
    return body;
}

enum err get_points_history(struct request *request, struct response *response)
{
    struct query_reader reader = query_reader(request);
    struct user_page wanted = {.user_id = request->caller.user_id};
    struct list_page page = list_page_read_uuid(&reader, &wanted.after);
    enum err err = query_outcome(response, &reader);
    if (err)
        return err;
    wanted.limit = list_page_ask(&page);
    const struct movement *movements;
    size_t count;
    err = wallet_history(request->context, &wanted, &movements, &count);
    if (err)
        return err;
    size_t shown = list_page_cut(&page, count);
    cJSON *list = json_list();
    for (size_t i = 0; i < shown; i++)
        json_append(list, encode_movement(&movements[i]));
    const char *last = shown ? movements[shown - 1].transaction_id.text : NULL;
    response_json(response, 200,
                  list_page_answer(&page, "entries", list, last, request->context->arena));
    return OK;
}
