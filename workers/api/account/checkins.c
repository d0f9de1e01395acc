/* checkins.c -- /checkins: the door, where each ticket lets in once, and to its own show. */
#include "sale/account/checkins.h"
#include "api/encode.h"
#include "api/handlers.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"

#define CODE_MAX 1000
#define GATE_MAX 50
#define REASON_MAX 200

/* Which seat, of which show: where the ticket belongs. */
static void add_place(cJSON *body, struct context *context, const struct checkin *checkin)
{
    json_add_string(body, "ticketId", checkin->ticket_id.text);
    json_add_string(body, "showId", checkin->show_id.text);
    json_add_string(body, "concertName", checkin->concert_name);
    json_add_string(body, "seatNumber", checkin->seat_number);
    json_add_string(body, "section", checkin->section);
    add_row_of_number(body, context, &checkin->show_id, checkin->seat_number);
    json_add_time(body, "startsAt", checkin->starts_at_ms);
    json_add_string(body, "timeZone", checkin->time_zone);
}

static void add_check_in(cJSON *body, const struct checkin *checkin)
{
    json_add_time(body, "checkedInAt", checkin->checked_in_at_ms);
    if (checkin->gate)
        json_add_string(body, "gate", checkin->gate);
}

/* Gives err back, with what the door has to say of the ticket. */
static enum err refuse(const struct request *request, struct response *response, enum err err,
                       const struct checkin *checkin)
{
    if (err == ERR_NOT_FOUND)
        response_detail(response, "This is not the code of a ticket.");
    if (err != ERR_ALREADY_CHECKED_IN && err != ERR_WRONG_SHOW && err != ERR_CHECKIN_NOT_OPEN &&
        err != ERR_TICKET_VOID)
        return err;
    cJSON *members = response_extension(response);
    add_place(members, request->context, checkin);
    if (err == ERR_ALREADY_CHECKED_IN)
        add_check_in(members, checkin);
    if (err == ERR_CHECKIN_NOT_OPEN)
        json_add_time(members, "opensAt", checkin->opens_at_ms);
    return err;
}

enum err post_checkins(struct request *request, struct response *response)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    struct scan scan = {
        .staff_id = request->caller.user_id,
        .code = json_string(&reader, "code", 1, CODE_MAX),
        .gate = json_has(&reader, "gate") ? json_string(&reader, "gate", 1, GATE_MAX) : NULL,
    };
    if (json_has(&reader, "showId"))
        scan.show_id = json_uuid(&reader, "showId");
    enum err err = body_outcome(response, &reader);
    if (err)
        return err;
    struct checkin checkin;
    err = checkins_scan(request->context, &scan, &checkin);
    if (err)
        return refuse(request, response, err, &checkin);
    cJSON *body = json_object();
    add_place(body, request->context, &checkin);
    add_check_in(body, &checkin);
    response_json(response, 200, body);
    return OK;
}

enum err post_checkin_undo(struct request *request, struct response *response)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    struct undo undo = {
        .staff_id = request->caller.user_id,
        .ticket_id = *request_path_id(request, "ticketId"),
        .reason = json_string(&reader, "reason", 1, REASON_MAX),
    };
    enum err err = body_outcome(response, &reader);
    if (err)
        return err;
    struct undone undone;
    err = checkins_undo(request->context, &undo, &undone);
    if (err)
        return err;
    cJSON *body = json_object();
    json_add_string(body, "ticketId", undone.ticket_id.text);
    json_add_string(body, "showId", undone.show_id.text);
    json_add_string(body, "seatNumber", undone.seat_number);
    json_add_string(body, "section", undone.section);
    add_row_of_number(body, request->context, &undone.show_id, undone.seat_number);
    json_add_time(body, "undoneAt", undone.undone_at_ms);
    json_add_string(body, "reason", undo.reason);
    response_json(response, 200, body);
    return OK;
}
