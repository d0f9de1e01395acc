/* show_view.c -- a show and what is free, held and sold of it now, for whoever is admitted. */
#include "api/seats/show_view.h"

#include <string.h>

#include "api/encode.h"
#include "api/problem.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "sale/redis/entry_id.h"
#include "sale/redis/seat_letters.h"
#include "sale/seats/hold_refusal.h"
#include "sale/seats/seat_maps.h"

enum err show_view_read(const struct request *request, struct response *response,
                        struct show_view *ret_view)
{
    struct context *context = request->context;
    enum err err = show_by_id(context, request_path_id(request, "showId"), &ret_view->show);
    if (err)
        return err;
    err = require_own_concert(request, response, &ret_view->show->concert_id);
    if (err)
        return err;
    struct entry_id id = {
        .concert_id = ret_view->show->concert_id,
        .user_id = request->caller.user_id,
    };
    struct seat_maps maps;
    struct hold_refusal refusal = {0};
    err = seat_maps_read(context, &id, &ret_view->show->show_no, 1, &maps, &refusal);
    if (err)
        return refuse_hold(response, err, &refusal);
    ret_view->letters = maps.letters[0];
    ret_view->version = maps.now_us;
    /* Redis may have lost the map and nothing else. */
    bool is_whole = strlen(ret_view->letters) == (size_t)ret_view->show->seats_total;
    return is_whole ? OK : ERR_CONCERT_RESTORING;
}

cJSON *encode_show(const struct show_view *view)
{
    cJSON *item = json_object();
    json_add_string(item, "showId", view->show->show_id.text);
    json_add_string(item, "concertId", view->show->concert_id.text);
    json_add_time(item, "startsAt", view->show->starts_at_ms);
    json_add_int(item, "seatsTotal", view->show->seats_total);
    json_add_int(item, "seatsAvailable", seat_counts_of(view->letters).available);
    add_prices(item, view->show->price_min, view->show->price_max);
    return item;
}

void add_section_price(cJSON *object, const struct section *section)
{
    if (section->price)
        json_add_int(object, "price", section->price);
    else
        json_add_null(object, "price");
}
