/*
 * hall_layout.c -- how the rows of a section lie: columns, aisles and the middle.
 *
 * Who searches for seats beside each other must know where an aisle parts a row, and how the rows
 * lie behind each other; neither is to be seen in numbers. Pixels tell, once: from then on a column
 * is a seat's usual distance wide. A table is a row without aisles, and marked as one.
 */
#include "sale/plan/hall_layout.h"

#include <math.h>
#include <stdlib.h>

/* An aisle is where seats stand so many times further apart than usual; it is at most so wide. */
#define AISLE_TIMES 1.5
#define AISLE_COLUMNS_MAX 20

static double distance(const struct plan_point *a, const struct plan_point *b)
{
    return hypot(a->x - b->x, a->y - b->y);
}

static int compare_distances(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The median between neighbours, but for those at tables. Seats that stand in the same place say
 * nothing about it; 0 when no two stand apart. */
static double usual_distance(const struct standing_row *rows, size_t count, struct arena *arena)
{
    size_t seats = 0;
    for (size_t i = 0; i < count; i++)
        seats += rows[i].count;
    double *distances = arena_array(arena, seats, sizeof(*distances));
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t s = 1; s < rows[i].count && !rows[i].is_table; s++) {
            double apart = distance(&rows[i].seats[s - 1], &rows[i].seats[s]);
            if (apart > 0)
                distances[found++] = apart;
        }
    }
    qsort(distances, found, sizeof(*distances), compare_distances);
    return found > 0 ? distances[found / 2] : 0;
}

/* Empty columns between a seat of a row and the one before it. */
static int gap(const struct standing_row *row, size_t seat, double usual)
{
    double apart = distance(&row->seats[seat - 1], &row->seats[seat]);
    if (row->is_table || usual == 0 || apart <= AISLE_TIMES * usual)
        return 0;
    double columns = round(apart / usual) - 1;
    return columns < AISLE_COLUMNS_MAX ? (int)columns : AISLE_COLUMNS_MAX;
}

static int columns_of(const struct standing_row *row, double usual)
{
    int columns = (int)row->count;
    for (size_t s = 1; s < row->count; s++)
        columns += gap(row, s, usual);
    return columns;
}

/* Text that is added to at its end. */
struct draft {
    char *text;
    size_t length;
};

static void add_letter(struct draft *draft, char letter)
{
    draft->text[draft->length++] = letter;
}

static void add_number(struct draft *draft, int number)
{
    char digits[12];
    size_t count = 0;
    do
        digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (count > 0)
        draft->text[draft->length++] = digits[--count];
}

/* "2+20", or "0+10+4+10" with an aisle, or "t9+6", a table, behind a ';' or a ':'. */
static void add_row(struct draft *draft, char before, const struct standing_row *row, int width,
                    double usual)
{
    int together = 1;
    add_letter(draft, before);
    if (row->is_table)
        add_letter(draft, 't');
    add_number(draft, (width - columns_of(row, usual)) / 2);
    add_letter(draft, '+');
    for (size_t s = 1; s < row->count; s++, together++) {
        int columns = gap(row, s, usual);
        if (columns == 0)
            continue;
        add_number(draft, together);
        add_letter(draft, '+');
        add_number(draft, columns);
        add_letter(draft, '+');
        together = 0;
    }
    add_number(draft, together);
}

/* A number takes 6 bytes with what stands before it at most, a table's first one 7: a row has its
 * pad and its seats, and two more behind each aisle. */
static size_t layout_size(const struct standing_row *rows, size_t count)
{
    size_t size = 16;
    for (size_t i = 0; i < count; i++)
        size += 12 * (rows[i].count + 1);
    return size;
}

const char *layout_of(const struct standing_row *rows, size_t count, struct arena *arena)
{
    double usual = usual_distance(rows, count, arena);
    int width = 0;
    for (size_t i = 0; i < count; i++) {
        int columns = columns_of(&rows[i], usual);
        width = columns > width ? columns : width;
    }
    struct draft draft = {.text = arena_alloc(arena, layout_size(rows, count))};
    add_number(&draft, width);
    for (size_t i = 0; i < count; i++)
        add_row(&draft, i == 0 ? ':' : ';', &rows[i], width, usual);
    return draft.text;
}
