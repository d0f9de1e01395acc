/*
 * seating_plan.h -- the hall that a seating plan describes: sections, rows, numbers and layouts.
 *
 * A plan has zones, zones have rows, rows have seats, and each seat has a category. A section of
 * the hall is what is of one category in one zone, so that it has one price and lies in one place.
 */
#ifndef USHER_SALE_PLAN_SEATING_PLAN_H
#define USHER_SALE_PLAN_SEATING_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In pixels, from where the whole plan begins; y grows towards the bottom. */
struct plan_point {
    double x;
    double y;
};

struct plan_seat {
    const char *number; /* "12" */
    struct plan_point at;
    size_t category; /* index in categories */
};

/* At which ends of a row its number is drawn. */
enum row_ends { ROW_ENDS_BOTH, ROW_ENDS_START, ROW_ENDS_END, ROW_ENDS_NONE };

struct plan_row {
    const char *number; /* "A"; may be "" */
    const struct plan_seat *seats;
    size_t seat_count;
    const char *label;      /* what it is called in words: "Table 1"; NULL: its number */
    const char *seat_label; /* the same of its seats, "Chair %s" with their numbers; NULL */
    enum row_ends numbered_at;
};

struct plan_zone {
    const char *name; /* may be "" */
    const struct plan_row *rows;
    size_t row_count;
};

struct plan_category {
    const char *name;
    int64_t price; /* 0: its seats are not for sale. Of no matter when it has none */
};

/* The stage, a bar: what is drawn and nothing else. */
enum area_shape { AREA_RECTANGLE, AREA_ELLIPSE, AREA_POLYGON, AREA_TEXT };

struct plan_area {
    enum area_shape shape;
    struct plan_point at; /* top left of a rectangle, anywhere of a polygon, otherwise the middle */
    struct plan_point size;          /* width and height of a rectangle or an ellipse */
    double rotation;                 /* degrees, clockwise about `at` */
    const struct plan_point *points; /* the corners of a polygon, which has no rotation */
    size_t point_count;
    const char *text; /* NULL: none */
};

struct seating_plan {
    const struct plan_category *categories;
    size_t category_count;
    const struct plan_zone *zones;
    size_t zone_count;
    const struct plan_area *areas;
    size_t area_count;
};

struct hall_section {
    const char *name;
    const char *layout; /* "24:2+20;0+10+4+10;t9+6": sql/0038_plans.sql says how it reads */
    int64_t price;      /* 0: not for sale */
};

struct hall_row {
    size_t section; /* index in sections */
    const char *label;
    const char *prefix;     /* what the numbers of its seats begin with */
    const char *seat_label; /* what follows it, with their numbers for "%s"; NULL: these alone */
    const char *const *numbers; /* NULL: 1, 2, 3 … */
    const int32_t *xs;
    const int32_t *ys;
    size_t seats;
    enum row_ends numbered_at;
};

struct hall_area {
    enum area_shape shape;
    int32_t x, y; /* top left of a rectangle, otherwise the middle */
    int32_t width, height;
    int32_t rotation;  /* 0 to 359; a polygon is turned already */
    const int32_t *xs; /* the corners of a polygon */
    const int32_t *ys;
    size_t point_count;
    const char *text;
};

/* Whole pixels, from 0 on, in which all seats and areas have room. */
struct hall {
    int32_t width;
    int32_t height;
    int64_t seats;
    const struct hall_section *sections; /* by price, the highest first */
    size_t section_count;
    const struct hall_row *rows; /* in the order of the sections, and so of the seats' ids */
    size_t row_count;
    const struct hall_area *areas;
    size_t area_count;
};

/* Why a plan makes no hall, and which of its parts is the reason. */
enum plan_fault {
    PLAN_FITS,
    PLAN_SECTIONS_TOO_MANY,
    PLAN_ROWS_TOO_MANY,      /* a row counts in each section that has seats of it */
    PLAN_COLUMNS_TOO_MANY,   /* rows as wide as the widest of their section */
    PLAN_SECTION_NAME_TWICE, /* the second zone */
    PLAN_NUMBER_TWICE,       /* the second seat */
    PLAN_NUMBER_TOO_LONG,    /* seat */
};
struct plan_refusal {
    enum plan_fault fault;
    size_t zone;
    size_t row;
    size_t seat;
};

#endif
