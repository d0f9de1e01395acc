/*
 * hall_tables.c -- which rows of a plan are tables.
 *
 * An editor knows no tables: they are rows whose seats are not on a line. So is a bent row, but its
 * ends are far apart: an arc of half a circle is two thirds as wide as it is long. Around a table
 * the seats come back, and those of two sides stand face to face: it is less wide than that. The
 * order of the seats says nothing, as rows are numbered from the middle, and tables crosswise.
 */
#include "sale/plan/hall_tables.h"

#include <math.h>
#include <stdlib.h>

#define TABLE_SEATS_MIN 3
#define TABLE_SEATS_MAX 24 /* more are the ring of a circus */
#define WIDTH_MOST 0.6     /* of the length that the seats would have side by side */
#define OFF_LINE_LEAST 0.3 /* of the distance between neighbours */
#define FEW_SEATS 4        /* as few as that at an arc so deep would be a table as well: */
#define DEPTH_OF_FEW 0.35  /* of the width */

static double distance(const struct plan_seat *a, const struct plan_seat *b)
{
    return hypot(a->at.x - b->at.x, a->at.y - b->at.y);
}

/* From a seat to the nearest that does not stand in the same place; INFINITY when there is none. */
static double to_neighbour(const struct plan_row *row, size_t seat)
{
    double least = INFINITY;
    for (size_t i = 0; i < row->seat_count; i++) {
        double apart = distance(&row->seats[seat], &row->seats[i]);
        if (apart > 0)
            least = fmin(least, apart);
    }
    return least;
}

static int compare_distances(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double usual_distance(const struct plan_row *row)
{
    double distances[TABLE_SEATS_MAX];
    for (size_t i = 0; i < row->seat_count; i++)
        distances[i] = to_neighbour(row, i);
    qsort(distances, row->seat_count, sizeof(*distances), compare_distances);
    return distances[row->seat_count / 2];
}

/* The two seats that are furthest apart. */
struct ends {
    const struct plan_seat *a;
    const struct plan_seat *b;
};

static struct ends ends_of(const struct plan_row *row)
{
    struct ends ends = {&row->seats[0], &row->seats[0]};
    for (size_t i = 0; i < row->seat_count; i++)
        for (size_t j = 0; j < i; j++)
            if (distance(&row->seats[i], &row->seats[j]) > distance(ends.a, ends.b))
                ends = (struct ends){&row->seats[i], &row->seats[j]};
    return ends;
}

/* How far the seats are off the line between its ends, at the most. */
static double depth_of(const struct plan_row *row, const struct ends *ends)
{
    double x = ends->b->at.x - ends->a->at.x;
    double y = ends->b->at.y - ends->a->at.y;
    double depth = 0;
    for (size_t i = 0; i < row->seat_count; i++) {
        const struct plan_point *at = &row->seats[i].at;
        double off = fabs(x * (at->y - ends->a->at.y) - y * (at->x - ends->a->at.x));
        depth = fmax(depth, off / hypot(x, y));
    }
    return depth;
}

bool row_is_table(const struct plan_row *row)
{
    if (row->seat_count < TABLE_SEATS_MIN || row->seat_count > TABLE_SEATS_MAX)
        return false;
    double usual = usual_distance(row);
    if (isinf(usual))
        return false;
    struct ends ends = ends_of(row);
    double width = distance(ends.a, ends.b);
    double depth = depth_of(row, &ends);
    if (depth < OFF_LINE_LEAST * usual)
        return false;
    return width <= WIDTH_MOST * usual * (double)(row->seat_count - 1) ||
           (row->seat_count <= FEW_SEATS && depth >= DEPTH_OF_FEW * width);
}
