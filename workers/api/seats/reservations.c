/* reservations.c -- /reservations: holding seats, chosen ones or the best, and letting them go. */
#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/crypto/token.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "base/metrics/metrics.h"
#include "sale/concert/shows.h"
#include "sale/plan/hall_limits.h"
#include "sale/redis/reservation_id.h"
#include "sale/seats/hold_refusal.h"
#include "sale/seats/holds.h"
#include "sale/seats/holds_best.h"

/* A body names the seats, or says how many are wanted: then quantity is not 0. */
struct wanted {
    struct uuid show_id;
    struct hold_request chosen;
    struct best_request best;
};

static struct hold_request read_chosen(struct json_reader *reader)
{
    struct hold_request chosen = {0};
    chosen.seat_ids =
        json_ints(reader, "seatIds", SEATS_PER_CALL_MAX, 1, SEAT_ID_MAX, &chosen.seat_count);
    return chosen;
}

static struct best_request read_best(struct json_reader *reader)
{
    struct best_request best = {.quantity = json_int(reader, "quantity", 1, SEATS_PER_CALL_MAX)};
    if (json_has(reader, "section"))
        best.section = json_string(reader, "section", 1, SECTION_NAME_MAX);
    if (json_has(reader, "maxPrice"))
        best.max_price = json_int(reader, "maxPrice", 1, PRICE_MAX);
    if (json_has(reader, "adjacent"))
        best.adjacent = json_bool(reader, "adjacent");
    return best;
}

static enum err read_wanted(const struct request *request, struct response *response,
                            struct wanted *ret_wanted)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    bool has_ids = json_has(&reader, "seatIds");
    bool has_quantity = json_has(&reader, "quantity");
    *ret_wanted = (struct wanted){0};
    if (has_ids == has_quantity)
        json_refuse(&reader, "seatIds or quantity", "be there, and not both");
    ret_wanted->show_id = json_uuid(&reader, "showId");
    if (has_ids)
        ret_wanted->chosen = read_chosen(&reader);
    else
        ret_wanted->best = read_best(&reader);
    ret_wanted->chosen.user_id = request->caller.user_id;
    ret_wanted->best.user_id = request->caller.user_id;
    return body_outcome(response, &reader);
}

/* A queue token leads to the seats of its own concert only. */
static enum err find_show(const struct request *request, struct response *response,
                          struct wanted *wanted)
{
    const struct show *show;
    enum err err = show_by_id(request->context, &wanted->show_id, &show);
    if (err)
        return err;
    wanted->chosen.show = show;
    wanted->best.show = show;
    return require_own_concert(request, response, &show->concert_id);
}

/* Of seats that were held each; of a refusal the call. */
static void count_holds(const struct context *context, enum err err, size_t seats)
{
    struct metric_series refused = {METRIC_HOLDS_REFUSED, metric_outcome_of(err), 0};
    struct metric_series taken = {.metric = METRIC_HOLDS_TAKEN};
    metrics_add(context->metrics, err ? refused : taken, err ? 1 : (int64_t)seats);
}

static void answer_holds(struct response *response, const struct hold *holds, size_t count)
{
    cJSON *list = json_list();
    int64_t total_amount = 0;
    for (size_t i = 0; i < count; i++) {
        json_append(list, encode_hold(&holds[i]));
        total_amount += holds[i].seat.section->price;
    }
    cJSON *body = json_object();
    json_add(body, "reservations", list);
    json_add_int(body, "totalAmount", total_amount);
    response_json(response, 201, body);
}

enum err post_reservations(struct request *request, struct response *response)
{
    struct wanted wanted;
    enum err err = read_wanted(request, response, &wanted);
    if (err)
        return err;
    err = find_show(request, response, &wanted);
    if (err)
        return err;
    bool best = wanted.best.quantity > 0;
    const struct hold *holds;
    struct hold_refusal refusal = {0};
    err = best ? holds_take_best(request->context, &wanted.best, &holds, &refusal)
               : holds_take(request->context, &wanted.chosen, &holds, &refusal);
    size_t count = best ? (size_t)wanted.best.quantity : wanted.chosen.seat_count;
    count_holds(request->context, err, count);
    if (err)
        return refuse_hold(response, err, &refusal);
    answer_holds(response, holds, count);
    return OK;
}

enum err delete_reservation(struct request *request, struct response *response)
{
    enum err err = holds_release(request->context, &request->caller.user_id,
                                 request_path_id(request, "reservationId"));
    if (err)
        return err;
    response_empty(response, 204);
    return OK;
}
