/* hall_areas.c -- the room that a plan takes, and its areas in whole pixels of that room. */
#include "sale/plan/hall_areas.h"

#include <math.h>

const char *area_shape_name(enum area_shape shape)
{
    static const char *const names[] = {
        [AREA_RECTANGLE] = "rectangle",
        [AREA_ELLIPSE] = "ellipse",
        [AREA_POLYGON] = "polygon",
        [AREA_TEXT] = "text",
    };
    return names[shape];
}

int32_t pixel(double at, double least)
{
    return (int32_t)lround(at - least);
}

static struct plan_box nowhere(void)
{
    return (struct plan_box){{INFINITY, INFINITY}, {-INFINITY, -INFINITY}};
}

static void cover(struct plan_box *box, struct plan_point at)
{
    box->least.x = fmin(box->least.x, at.x);
    box->least.y = fmin(box->least.y, at.y);
    box->most.x = fmax(box->most.x, at.x);
    box->most.y = fmax(box->most.y, at.y);
}

/* A point that lies so far from the middle of a turn. */
static struct plan_point turned(struct plan_point middle, double x, double y, double degrees)
{
    const double angle = degrees * (M_PI / 180);
    return (struct plan_point){middle.x + x * cos(angle) - y * sin(angle),
                               middle.y + x * sin(angle) + y * cos(angle)};
}

static void cover_rectangle(struct plan_box *box, const struct plan_area *area)
{
    cover(box, area->at);
    cover(box, turned(area->at, area->size.x, 0, area->rotation));
    cover(box, turned(area->at, 0, area->size.y, area->rotation));
    cover(box, turned(area->at, area->size.x, area->size.y, area->rotation));
}

/* A turned ellipse reaches as far along an axis as the two ends of its diameters do together. */
static void cover_ellipse(struct plan_box *box, const struct plan_area *area)
{
    struct plan_point a = turned((struct plan_point){0}, area->size.x / 2, 0, area->rotation);
    struct plan_point b = turned((struct plan_point){0}, 0, area->size.y / 2, area->rotation);
    struct plan_point reach = {hypot(a.x, b.x), hypot(a.y, b.y)};
    cover(box, (struct plan_point){area->at.x - reach.x, area->at.y - reach.y});
    cover(box, (struct plan_point){area->at.x + reach.x, area->at.y + reach.y});
}

static struct plan_point corner(const struct plan_area *area, size_t index)
{
    return turned(area->at, area->points[index].x, area->points[index].y, area->rotation);
}

static void cover_polygon(struct plan_box *box, const struct plan_area *area)
{
    for (size_t i = 0; i < area->point_count; i++)
        cover(box, corner(area, i));
}

static void cover_area(struct plan_box *box, const struct plan_area *area)
{
    switch (area->shape) {
    case AREA_RECTANGLE:
        cover_rectangle(box, area);
        break;
    case AREA_ELLIPSE:
        cover_ellipse(box, area);
        break;
    case AREA_POLYGON:
        cover_polygon(box, area);
        break;
    case AREA_TEXT:
        cover(box, area->at);
        break;
    }
}

static void cover_zone(struct plan_box *box, const struct plan_zone *zone)
{
    for (size_t r = 0; r < zone->row_count; r++)
        for (size_t s = 0; s < zone->rows[r].seat_count; s++)
            cover(box, zone->rows[r].seats[s].at);
}

struct plan_box plan_box(const struct seating_plan *plan)
{
    struct plan_box box = nowhere();
    for (size_t z = 0; z < plan->zone_count; z++)
        cover_zone(&box, &plan->zones[z]);
    for (size_t i = 0; i < plan->area_count; i++)
        cover_area(&box, &plan->areas[i]);
    return box;
}

static int32_t whole_degrees(double degrees)
{
    long rest = lround(degrees) % 360;
    return (int32_t)(rest < 0 ? rest + 360 : rest);
}

/* Its corners where they are after the turn, and the middle between them. */
static struct hall_area hall_polygon(const struct plan_area *area, struct plan_point least,
                                     struct arena *arena)
{
    int32_t *xs = arena_array(arena, area->point_count, sizeof(*xs));
    int32_t *ys = arena_array(arena, area->point_count, sizeof(*ys));
    struct plan_box box = nowhere();
    cover_polygon(&box, area);
    for (size_t i = 0; i < area->point_count; i++) {
        xs[i] = pixel(corner(area, i).x, least.x);
        ys[i] = pixel(corner(area, i).y, least.y);
    }
    return (struct hall_area){
        .shape = AREA_POLYGON,
        .x = pixel((box.least.x + box.most.x) / 2, least.x),
        .y = pixel((box.least.y + box.most.y) / 2, least.y),
        .xs = xs,
        .ys = ys,
        .point_count = area->point_count,
        .text = area->text,
    };
}

static struct hall_area hall_area(const struct plan_area *area, struct plan_point least)
{
    return (struct hall_area){
        .shape = area->shape,
        .x = pixel(area->at.x, least.x),
        .y = pixel(area->at.y, least.y),
        .width = pixel(area->size.x, 0),
        .height = pixel(area->size.y, 0),
        .rotation = whole_degrees(area->rotation),
        .text = area->text,
    };
}

const struct hall_area *hall_areas(const struct seating_plan *plan, struct plan_point least,
                                   struct arena *arena)
{
    struct hall_area *areas = arena_array(arena, plan->area_count, sizeof(*areas));
    for (size_t i = 0; i < plan->area_count; i++)
        areas[i] = plan->areas[i].shape == AREA_POLYGON
                       ? hall_polygon(&plan->areas[i], least, arena)
                       : hall_area(&plan->areas[i], least);
    return areas;
}
