/* problem.c -- refusals that several handlers share. */
#include "api/problem.h"

#include "base/crypto/token.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "http/query.h"
#include "sale/account/uses.h"
#include "sale/seats/hold_refusal.h"

enum err body_outcome(struct response *response, const struct json_reader *reader)
{
    if (reader->err)
        response_detail(response, reader->detail);
    return reader->err;
}

enum err query_outcome(struct response *response, const struct query_reader *reader)
{
    if (reader->err)
        response_detail(response, reader->detail);
    return reader->err;
}

enum err require_own_concert(const struct request *request, struct response *response,
                             const struct uuid *concert_id)
{
    if (request->caller.kind != TOKEN_QUEUE || uuid_equal(&request->caller.concert_id, concert_id))
        return OK;
    response_detail(response, "This queue token is for the queue of another concert.");
    return ERR_FORBIDDEN;
}

enum err refuse_use(const struct request *request, struct response *response, enum err err,
                    const char *what)
{
    if (err == ERR_TOO_MANY_REQUESTS)
        response->retry_after_seconds =
            uses_wait_seconds(request->context, &request->caller.user_id, what);
    return err;
}

static void add_seat_ids(struct response *response, const struct hold_refusal *refusal)
{
    cJSON *seat_ids = json_list();
    for (size_t i = 0; i < refusal->seat_count; i++)
        json_append_int(seat_ids, refusal->seat_ids[i]);
    json_add(response_extension(response), "seatIds", seat_ids);
}

enum err refuse_hold(struct response *response, enum err err, const struct hold_refusal *refusal)
{
    if (err == ERR_NOT_ADMITTED && refusal->queue_position > 0)
        json_add_int(response_extension(response), "queuePosition", refusal->queue_position);
    if (err == ERR_SEAT_LIMIT)
        json_add_int(response_extension(response), "limit", refusal->seat_limit);
    if (err == ERR_NOT_FOUND && refusal->seat_count > 0)
        response_detail(response, "The show has no such seat.");
    if (err == ERR_NOT_FOUND && refusal->section)
        response_detail(response, "The show has no such section.");
    if (refusal->seat_count > 0)
        add_seat_ids(response, refusal);
    return err;
}
