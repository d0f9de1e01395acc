/* decode_plan_areas.c -- the areas of a seating plan: a stage, a bar, a word. */
#include "api/plan/decode_plan_areas.h"

#include <string.h>

#include "base/json/json_read.h"
#include "sale/plan/seating_plan.h"

#define POINTS_MAX 1000
#define CORNERS_MIN 3
#define AREA_TEXT_MAX 200
#define DEGREES_MAX 36000

struct plan_point decode_position(struct json_reader *reader, const char *name,
                                  struct plan_point origin)
{
    struct json_reader at = json_member_object(reader, name);
    origin.x += json_number(&at, "x", -PLAN_PIXELS_MAX, PLAN_PIXELS_MAX);
    origin.y += json_number(&at, "y", -PLAN_PIXELS_MAX, PLAN_PIXELS_MAX);
    json_adopt(reader, &at);
    return origin;
}

/* An object of the area's own, or in an older plan the area itself. */
static struct json_reader shape_reader(struct json_reader *reader, const char *name)
{
    return json_has(reader, name) ? json_member_object(reader, name) : *reader;
}

static struct plan_point decode_rectangle(struct json_reader *reader)
{
    struct json_reader own = shape_reader(reader, "rectangle");
    struct plan_point size = {
        json_number(&own, "width", 0, PLAN_PIXELS_MAX),
        json_number(&own, "height", 0, PLAN_PIXELS_MAX),
    };
    json_adopt(reader, &own);
    return size;
}

static struct plan_point decode_circle(struct json_reader *reader)
{
    struct json_reader own = shape_reader(reader, "circle");
    double diameter = 2 * json_number(&own, "radius", 0, PLAN_PIXELS_MAX);
    json_adopt(reader, &own);
    return (struct plan_point){diameter, diameter};
}

static struct plan_point decode_ellipse(struct json_reader *reader)
{
    struct json_reader own = shape_reader(reader, "ellipse");
    struct json_reader radius = json_member_object(&own, "radius");
    struct plan_point size = {
        2 * json_number(&radius, "x", 0, PLAN_PIXELS_MAX),
        2 * json_number(&radius, "y", 0, PLAN_PIXELS_MAX),
    };
    json_adopt(&own, &radius);
    json_adopt(reader, &own);
    return size;
}

/* The corners, from where the area is. */
static void decode_polygon(struct json_reader *reader, struct plan_area *area)
{
    struct json_reader own = shape_reader(reader, "polygon");
    const cJSON *array = json_array(&own, "points", 0, POINTS_MAX);
    struct plan_point *points =
        arena_array(reader->arena, (size_t)cJSON_GetArraySize(array), sizeof(*points));
    const cJSON *element;
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader point = json_child(&own, element, "points", area->point_count);
        points[area->point_count++] = (struct plan_point){
            json_number(&point, "x", -PLAN_PIXELS_MAX, PLAN_PIXELS_MAX),
            json_number(&point, "y", -PLAN_PIXELS_MAX, PLAN_PIXELS_MAX),
        };
        json_adopt(&own, &point);
    }
    area->points = points;
    json_adopt(reader, &own);
}

/* A text, or an object with one and where it stands. NULL when there is nothing to read. */
static const char *decode_area_text(struct json_reader *reader, struct plan_area *area)
{
    if (!json_has(reader, "text"))
        return NULL;
    const char *text;
    if (cJSON_IsString(cJSON_GetObjectItemCaseSensitive(reader->object, "text"))) {
        text = json_string(reader, "text", 0, AREA_TEXT_MAX);
    } else {
        struct json_reader own = json_member_object(reader, "text");
        text = json_has(&own, "text") ? json_string(&own, "text", 0, AREA_TEXT_MAX) : "";
        if (area->shape == AREA_TEXT && json_has(&own, "position"))
            area->at = decode_position(&own, "position", area->at);
        json_adopt(reader, &own);
    }
    return *text ? text : NULL;
}

static void decode_shape(struct json_reader *reader, struct plan_area *area)
{
    const char *shape =
        json_has(reader, "shape") ? json_string(reader, "shape", 0, AREA_TEXT_MAX) : "rectangle";
    area->shape = AREA_RECTANGLE;
    if (strcmp(shape, "rectangle") == 0) {
        area->size = decode_rectangle(reader);
        return;
    }
    area->shape = AREA_ELLIPSE;
    if (strcmp(shape, "circle") == 0)
        area->size = decode_circle(reader);
    else if (strcmp(shape, "ellipse") == 0)
        area->size = decode_ellipse(reader);
    else if (strcmp(shape, "polygon") == 0) {
        area->shape = AREA_POLYGON;
        decode_polygon(reader, area);
    } else if (strcmp(shape, "text") == 0)
        area->shape = AREA_TEXT;
    else
        json_refuse(reader, "shape", "be rectangle, circle, ellipse, polygon or text");
}

bool decode_area(struct json_reader *reader, struct plan_point origin, struct plan_area *ret_area)
{
    struct plan_area area = {.at = origin};
    if (json_has(reader, "position"))
        area.at = decode_position(reader, "position", origin);
    decode_shape(reader, &area);
    if (json_has(reader, "rotation"))
        area.rotation = json_number(reader, "rotation", -DEGREES_MAX, DEGREES_MAX);
    area.text = decode_area_text(reader, &area);
    *ret_area = area;
    return area.shape == AREA_POLYGON ? area.point_count >= CORNERS_MIN
                                      : area.shape != AREA_TEXT || area.text;
}
