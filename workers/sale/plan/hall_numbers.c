/* hall_numbers.c -- the numbers that are printed on the seats of a plan. */
#include "sale/plan/hall_numbers.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text/text.h"
#include "sale/plan/hall_limits.h"

/* "1" and "12" would read as "112". */
static bool needs_dash(const struct plan_row *row)
{
    size_t length = strlen(row->number);
    if (length == 0 || !isdigit((unsigned char)row->number[length - 1]))
        return false;
    for (size_t i = 0; i < row->seat_count; i++)
        if (isdigit((unsigned char)row->seats[i].number[0]))
            return true;
    return false;
}

const char *number_prefix(const struct plan_zone *zone, const struct plan_row *row, bool with_zone,
                          struct arena *arena)
{
    const char *name = with_zone ? zone->name : "";
    return arena_printf(arena, "%s%s%s%s", name, *name ? " " : "", row->number,
                        needs_dash(row) ? "-" : "");
}

/* A seat by where it is in the plan. */
struct place {
    size_t zone;
    size_t row;
    size_t seat;
    const char *prefix;
    const char *number;
};

static void compose(const struct place *place, char ret_number[SEAT_NUMBER_SIZE])
{
    (void)snprintf(ret_number, SEAT_NUMBER_SIZE, "%s%s", place->prefix, place->number);
}

/* The seats whose numbers were seen so far, found by their numbers: places by hash, open addressing
 * at half load at most. */
struct number_set {
    struct place *places;
    size_t count;
    uint32_t *slots; /* 1 + index in places; 0: free */
    size_t mask;
};

static struct number_set number_set(size_t seats, struct arena *arena)
{
    size_t size = 2;
    while (size < 2 * seats)
        size *= 2;
    return (struct number_set){
        .places = arena_array(arena, seats, sizeof(struct place)),
        .slots = arena_array(arena, size, sizeof(uint32_t)),
        .mask = size - 1,
    };
}

/* Takes a seat in. Returns the one that has its number already, or NULL. */
static const struct place *number_set_add(struct number_set *set, const struct place *place)
{
    char number[SEAT_NUMBER_SIZE];
    char other[SEAT_NUMBER_SIZE];
    compose(place, number);
    size_t slot = text_checksum(number) & set->mask;
    for (; set->slots[slot]; slot = (slot + 1) & set->mask) {
        const struct place *there = &set->places[set->slots[slot] - 1];
        compose(there, other);
        if (strcmp(number, other) == 0)
            return there;
    }
    set->places[set->count++] = *place;
    set->slots[slot] = (uint32_t)set->count;
    return NULL;
}

static size_t count_seats(const struct seating_plan *plan)
{
    size_t seats = 0;
    for (size_t z = 0; z < plan->zone_count; z++)
        for (size_t r = 0; r < plan->zones[z].row_count; r++)
            seats += plan->zones[z].rows[r].seat_count;
    return seats;
}

/* The seats of a row, until one has a number that was there. */
static const struct place *add_row(struct number_set *set, const struct plan_row *row,
                                   struct place *place)
{
    const struct place *twin = NULL;
    for (place->seat = 0; place->seat < row->seat_count && !twin; place->seat++) {
        place->number = row->seats[place->seat].number;
        twin = number_set_add(set, place);
    }
    return twin;
}

/* Finds the first seat whose number came before, and whether that was in another zone. */
static bool find_twin(const struct seating_plan *plan, bool with_zones, struct arena *arena,
                      struct plan_refusal *ret_refusal, bool *ret_elsewhere)
{
    struct number_set set = number_set(count_seats(plan), arena);
    for (size_t z = 0; z < plan->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones[z];
        for (size_t r = 0; r < zone->row_count; r++) {
            struct place place = {.zone = z, .row = r};
            place.prefix = number_prefix(zone, &zone->rows[r], with_zones, arena);
            const struct place *twin = add_row(&set, &zone->rows[r], &place);
            if (!twin)
                continue;
            *ret_refusal = (struct plan_refusal){PLAN_NUMBER_TWICE, z, r, place.seat - 1};
            *ret_elsewhere = twin->zone != z;
            return true;
        }
    }
    return false;
}

/* Twins in one zone stay twins with its name before them, so the second look finds them again. */
bool numbers_are_unique(const struct seating_plan *plan, struct arena *arena, bool *ret_with_zones,
                        struct plan_refusal *ret_refusal)
{
    bool elsewhere = false;
    *ret_with_zones = false;
    if (!find_twin(plan, false, arena, ret_refusal, &elsewhere))
        return true;
    *ret_with_zones = elsewhere;
    return elsewhere && !find_twin(plan, true, arena, ret_refusal, &elsewhere);
}
