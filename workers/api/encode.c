/* encode.c -- members that several resources show alike. */
#include "api/encode.h"

#include <string.h>

#include "base/json/json_build.h"
#include "sale/concert/concert.h"

void add_int_if(cJSON *object, const char *name, bool known, int64_t value)
{
    if (known)
        json_add_int(object, name, value);
    else
        json_add_null(object, name);
}

void add_time_or_null(cJSON *object, const char *name, int64_t at_ms)
{
    if (at_ms)
        json_add_time(object, name, at_ms);
    else
        json_add_null(object, name);
}

void add_concert(cJSON *object, const struct concert *concert)
{
    json_add_string(object, "concertId", concert->concert_id.text);
    json_add_string(object, "name", concert->name);
    json_add_string(object, "venue", concert->venue);
    json_add_string(object, "timeZone", concert->time_zone);
    json_add_string(object, "state", concert_state_name(concert->state));
    add_time_or_null(object, "opensAt", concert->opens_at_ms);
}

void add_prices(cJSON *object, int64_t price_min, int64_t price_max)
{
    json_add_int(object, "minPrice", price_min);
    json_add_int(object, "maxPrice", price_max);
}

void add_policy(cJSON *object, const struct policy *policy)
{
    cJSON *members = json_object();
#define POLICY_ADD(member, name, fallback, min, max) json_add_int(members, name, policy->member);
    POLICY_TABLE(POLICY_ADD)
#undef POLICY_ADD
    json_add_string(members, "queueing", queueing_name(policy->queueing));
    json_add(object, "policy", members);
}

static void add_row(cJSON *object, const struct seat *seat)
{
    json_add_string(object, "row", seat->row->label);
    if (!seat->row->seat_label)
        json_add_string(object, "numberInRow", seat->number + strlen(seat->row->prefix));
}

void add_seat_place(cJSON *object, const struct seat *seat)
{
    json_add_string(object, "section", seat->section->name);
    add_row(object, seat);
}

enum err add_place_by_id(cJSON *object, struct context *context, const struct uuid *show_id,
                         int64_t seat_id)
{
    const struct show *show;
    enum err err = show_by_id(context, show_id, &show);
    if (err)
        return err;
    struct seat seat = show_seat(show, seat_id);
    add_seat_place(object, &seat);
    return OK;
}

void add_row_of_number(cJSON *object, struct context *context, const struct uuid *show_id,
                       const char *number)
{
    const struct show *show;
    struct seat seat;
    if (!show_by_id(context, show_id, &show) && show_seat_of_number(show, number, &seat))
        add_row(object, &seat);
}

cJSON *encode_hold(const struct hold *hold)
{
    cJSON *item = json_object();
    json_add_string(item, "reservationId", hold->reservation_id.text);
    json_add_string(item, "showId", hold->show_id.text);
    json_add_int(item, "seatId", hold->seat.seat_id);
    json_add_string(item, "seatNumber", hold->seat.number);
    add_seat_place(item, &hold->seat);
    json_add_int(item, "price", hold->seat.section->price);
    json_add_string(item, "status", "PENDING");
    json_add_time(item, "reservedAt", hold->reserved_at_ms);
    json_add_time(item, "expiresAt", hold->expires_at_ms);
    json_add_int(item, "expiresInSeconds", hold->expires_in_ms / 1000);
    return item;
}
