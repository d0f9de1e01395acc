/* checkins.c -- /checkins: the door, where each ticket lets in once. */
#include "sale/account/checkins.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"

#define CODE_MAX 1000

static cJSON *encode_checkin(const struct checkin *checkin)
{
    cJSON *body = json_object();
    json_add_string(body, "ticketId", checkin->ticket_id.text);
    json_add_string(body, "showId", checkin->show_id.text);
    json_add_string(body, "concertName", checkin->concert_name);
    json_add_string(body, "seatNumber", checkin->seat_number);
    json_add_string(body, "section", checkin->section);
    json_add_time(body, "startsAt", checkin->starts_at_ms);
    json_add_time(body, "checkedInAt", checkin->checked_in_at_ms);
    return body;
}

enum err post_checkins(struct request *request, struct response *response)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    struct scan scan = {
        .staff_id = request->caller.user_id,
        .code = json_string(&reader, "code", 1, CODE_MAX),
    };
    enum err err = body_outcome(response, &reader);
    if (err)
        return err;
    struct checkin checkin;
    err = checkins_scan(request->context, &scan, &checkin);
    if (err == ERR_NOT_FOUND)
        response_detail(response, "This is not the code of a ticket.");
    if (err == ERR_ALREADY_CHECKED_IN)
        json_add_time(response_extension(response), "checkedInAt", checkin.checked_in_at_ms);
    if (err)
        return err;
    response_json(response, 200, encode_checkin(&checkin));
    return OK;
}
