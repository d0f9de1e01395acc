/* hall_json.c -- a hall as usher.create_plan_show takes it. */
#include "sale/plan/hall_json.h"

#include "base/json/json_build.h"
#include "sale/plan/hall_areas.h"

static cJSON *points_json(const struct hall_area *area)
{
    cJSON *points = json_list();
    for (size_t i = 0; i < area->point_count; i++) {
        cJSON *point = json_list();
        json_append_int(point, area->xs[i]);
        json_append_int(point, area->ys[i]);
        json_append(points, point);
    }
    return points;
}

/* As the API has it: Postgres keeps it, and nobody but a client looks into it. */
static cJSON *area_json(const struct hall_area *area)
{
    cJSON *item = json_object();
    json_add_string(item, "shape", area_shape_name(area->shape));
    json_add_int(item, "x", area->x);
    json_add_int(item, "y", area->y);
    if (area->shape == AREA_RECTANGLE || area->shape == AREA_ELLIPSE) {
        json_add_int(item, "width", area->width);
        json_add_int(item, "height", area->height);
    }
    if (area->shape == AREA_POLYGON)
        json_add(item, "points", points_json(area));
    if (area->rotation)
        json_add_int(item, "rotation", area->rotation);
    if (area->text)
        json_add_string(item, "text", area->text);
    return item;
}

static cJSON *areas_json(const struct hall *hall)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < hall->area_count; i++)
        json_append(list, area_json(&hall->areas[i]));
    return list;
}

static cJSON *sections_json(const struct hall *hall)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < hall->section_count; i++) {
        cJSON *item = json_object();
        json_add_string(item, "name", hall->sections[i].name);
        json_add_string(item, "layout", hall->sections[i].layout);
        if (hall->sections[i].price)
            json_add_int(item, "price", hall->sections[i].price);
        else
            json_add_null(item, "price");
        json_append(list, item);
    }
    return list;
}

static const char *row_ends_name(enum row_ends ends)
{
    static const char *const names[] = {
        [ROW_ENDS_BOTH] = "both",
        [ROW_ENDS_START] = "start",
        [ROW_ENDS_END] = "end",
        [ROW_ENDS_NONE] = "none",
    };
    return names[ends];
}

static cJSON *numbers_json(const struct hall_row *row)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < row->seats; i++)
        json_append_string(list, row->numbers[i]);
    return list;
}

static cJSON *rows_json(const struct hall *hall)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < hall->row_count; i++) {
        const struct hall_row *row = &hall->rows[i];
        cJSON *item = json_object();
        json_add_int(item, "section", (int64_t)row->section + 1);
        json_add_string(item, "label", row->label);
        json_add_string(item, "prefix", row->prefix);
        if (row->seat_label)
            json_add_string(item, "seatLabel", row->seat_label);
        if (row->numbered_at != ROW_ENDS_BOTH)
            json_add_string(item, "numberedAt", row_ends_name(row->numbered_at));
        if (row->numbers)
            json_add(item, "numbers", numbers_json(row));
        json_add_ints(item, "xs", row->xs, row->seats);
        json_add_ints(item, "ys", row->ys, row->seats);
        json_append(list, item);
    }
    return list;
}

const char *hall_json(const struct hall *hall, struct arena *arena)
{
    cJSON *body = json_object();
    json_add_int(body, "width", hall->width);
    json_add_int(body, "height", hall->height);
    json_add(body, "areas", areas_json(hall));
    json_add(body, "sections", sections_json(hall));
    json_add(body, "rows", rows_json(hall));
    const char *text = json_print(body, arena);
    cJSON_Delete(body);
    return text;
}
