/* seatmap.c -- /shows/{showId}/seatmap: a whole show at once, for drawing. */
#include <string.h>

#include "api/handlers.h"
#include "api/seats/show_view.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "sale/concert/shows.h"
#include "sale/seats/seat_maps.h"

static cJSON *encode_numbers(const struct seat_row *row, struct arena *arena)
{
    cJSON *list = json_list();
    const char *number = row->numbers;
    for (int64_t i = 0; i < row->seats; i++) {
        size_t length = strcspn(number, "\n");
        json_append_string(list, arena_strndup(arena, number, length));
        number += length + 1;
    }
    return list;
}

/* What the first members do not say of itself: numbers that are not 1, 2, 3 …, and positions. */
static void add_plan_of_row(cJSON *item, const struct seat_row *row, struct arena *arena)
{
    if (strcmp(row->prefix, row->label) != 0)
        json_add_string(item, "prefix", row->prefix);
    if (row->seat_label)
        json_add_string(item, "seatLabel", row->seat_label);
    if (row->numbered_at)
        json_add_string(item, "numberedAt", row->numbered_at);
    if (row->numbers)
        json_add(item, "numbers", encode_numbers(row, arena));
    if (!row->xs)
        return;
    json_add_ints(item, "x", row->xs, (size_t)row->seats);
    json_add_ints(item, "y", row->ys, (size_t)row->seats);
}

static cJSON *encode_row(const struct seat_row *row, struct arena *arena)
{
    cJSON *item = json_object();
    json_add_string(item, "row", row->label);
    json_add_int(item, "firstSeatId", row->first_seat_id);
    json_add_int(item, "seats", row->seats);
    add_plan_of_row(item, row, arena);
    return item;
}

/* The rows of a show stand in the order of its sections. */
static cJSON *encode_sections(const struct show *show, struct arena *arena)
{
    cJSON *list = json_list();
    size_t row = 0;
    for (size_t i = 0; i < show->section_count; i++) {
        cJSON *rows = json_list();
        for (; row < show->row_count && show->rows[row].section == i; row++)
            json_append(rows, encode_row(&show->rows[row], arena));
        cJSON *item = json_object();
        json_add_string(item, "name", show->sections[i].name);
        add_section_price(item, &show->sections[i]);
        json_add(item, "rows", rows);
        json_append(list, item);
    }
    return list;
}

static cJSON *encode_plan(const struct show_plan *plan)
{
    cJSON *item = json_object();
    json_add_int(item, "width", plan->width);
    json_add_int(item, "height", plan->height);
    json_add_raw(item, "areas", plan->areas);
    return item;
}

/* The members of a map that are the same in each answer, without the braces around them. */
static const char *map_members(struct context *context, const struct show *show)
{
    if (show->map_members)
        return show->map_members;
    cJSON *members = json_object();
    json_add(members, "sections", encode_sections(show, context->arena));
    if (show->plan)
        json_add(members, "plan", encode_plan(show->plan));
    const char *text = json_print(members, context->arena);
    cJSON_Delete(members);
    show_keep_map(context, show, text + 1, strlen(text) - 2);
    return show->map_members;
}

static struct response_part part_of(const char *text)
{
    return (struct response_part){.bytes = text, .length = strlen(text)};
}

/* A hall has tens of thousands of seats, so what is known of them is not made a tree first: the
 * rows were printed once, and their letters, which are four, are sent as Redis has them. */
static void send_seatmap(struct context *context, const struct show_view *view,
                         struct response *response)
{
    struct arena *arena = context->arena;
    cJSON *show = encode_show(view);
    const struct response_part parts[] = {
        part_of(arena_printf(arena, "{\"show\":%s,", json_print(show, arena))),
        part_of(map_members(context, view->show)),
        part_of(",\"status\":\""),
        {.bytes = view->letters, .length = (size_t)view->show->seats_total},
        part_of(arena_printf(arena, "\",\"version\":%lld}", (long long)view->version)),
    };
    cJSON_Delete(show);
    response_json_parts(response, 200, parts, sizeof(parts) / sizeof(parts[0]));
}

enum err get_seatmap(struct request *request, struct response *response)
{
    struct show_view view;
    enum err err = show_view_read(request, response, &view);
    if (!err)
        send_seatmap(request->context, &view, response);
    return err;
}

/* The same for an organiser, who needs no admission. */
enum err get_admin_seatmap(struct request *request, struct response *response)
{
    struct show_view view;
    struct seat_letters map;
    enum err err = show_by_id(request->context, request_path_id(request, "showId"), &view.show);
    if (!err)
        err = seat_letters_read(request->context, view.show, &map);
    if (err)
        return err;
    view.letters = map.letters;
    view.version = map.now_ms * 1000;
    send_seatmap(request->context, &view, response);
    return OK;
}
