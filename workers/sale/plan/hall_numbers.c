/*
 * hall_numbers.c -- the numbers that are printed on the seats of a plan.
 *
 * They are as short as they can be: when two seats are alike, what tells them apart is added, and
 * all are looked at again.
 */
#include "sale/plan/hall_numbers.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/text/text.h"
#include "sale/plan/hall_limits.h"
#include "sale/plan/seat_number.h"

/* What is added may be alike to another name in its turn; nobody's plan goes on like that. */
#define LOOKS_MAX 8

/* A row of the plan. Those of one zone's name that are called alike are a group, by its first. */
struct named_row {
    const struct plan_row *row;
    size_t zone;
    size_t index; /* in the zone */
    const char *zone_name;
    const char *called; /* "A", "3-", "Table 1, " */
    size_t group;       /* index of the first */
    size_t block;       /* which of its group it is, from 1 on */
    bool needs_blocks;  /* of the first: the block's number has to be in the name */
    bool is_block;      /* it is */
    bool has_zone;      /* and the zone's name is */
    struct row_name name;
};

struct namer {
    struct arena *arena;
    struct named_row *rows;
    size_t row_count;
    size_t seat_count;
    bool needs_zones;
    bool has_zones;
    bool is_last; /* look: what is alike now is refused */
    struct plan_refusal refusal;
};

static bool is_labelled(const struct plan_row *row)
{
    return row->label || row->seat_label;
}

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

static const char *called(const struct plan_row *row, struct arena *arena)
{
    const char *text = row->label ? row->label : row->number;
    if (is_labelled(row))
        return arena_printf(arena, "%s%s", text, *text ? ", " : "");
    return arena_printf(arena, "%s%s", text, needs_dash(row) ? "-" : "");
}

/* A label without a place for the number has it behind. */
static const char *label_of_seats(const struct plan_row *row, struct arena *arena)
{
    if (!row->seat_label)
        return "%s";
    return strstr(row->seat_label, "%s") ? row->seat_label
                                         : arena_printf(arena, "%s %%s", row->seat_label);
}

/* A name that stays is not made anew. */
static void name_row(const struct namer *namer, struct named_row *row)
{
    bool is_block = namer->rows[row->group].needs_blocks;
    if (row->name.prefix && row->is_block == is_block && row->has_zone == namer->has_zones)
        return;
    row->is_block = is_block;
    row->has_zone = namer->has_zones;
    const char *zone = namer->has_zones ? row->zone_name : "";
    const char *behind_zone = !*zone ? "" : is_labelled(row->row) ? ", " : " ";
    const char *block = row->is_block ? arena_printf(namer->arena, "%zu ", row->block) : "";
    row->name.prefix =
        arena_printf(namer->arena, "%s%s%s%s", zone, behind_zone, block, row->called);
    row->name.label =
        row->is_block || is_labelled(row->row) ? label_of_seats(row->row, namer->arena) : NULL;
}

/* A name, and the row and the seat that have it. */
struct place {
    struct seat_number name;
    size_t row;
    size_t seat;
};

/* The names that were seen so far: places by hash, open addressing at half load at most. */
struct name_set {
    struct place *places;
    size_t count;
    uint32_t *slots; /* 1 + index in places; 0: free */
    size_t mask;
};

static struct name_set name_set(size_t names, struct arena *arena)
{
    size_t size = 2;
    while (size < 2 * names)
        size *= 2;
    return (struct name_set){
        .places = arena_array(arena, names, sizeof(struct place)),
        .slots = arena_array(arena, size, sizeof(uint32_t)),
        .mask = size - 1,
    };
}

/* Takes a name in. Returns the place that has it already, or NULL. Of longer names than a seat may
 * have the beginning counts. */
static const struct place *name_set_add(struct name_set *set, const struct place *place)
{
    char name[SEAT_NUMBER_SIZE];
    char other[SEAT_NUMBER_SIZE];
    (void)seat_number_write(&place->name, name, sizeof(name));
    size_t slot = text_checksum(name) & set->mask;
    for (; set->slots[slot]; slot = (slot + 1) & set->mask) {
        const struct place *there = &set->places[set->slots[slot] - 1];
        (void)seat_number_write(&there->name, other, sizeof(other));
        if (strcmp(name, other) == 0)
            return there;
    }
    set->places[set->count++] = *place;
    set->slots[slot] = (uint32_t)set->count;
    return NULL;
}

static void list_rows(struct namer *namer, const struct seating_plan *plan)
{
    for (size_t z = 0; z < plan->zone_count; z++)
        namer->row_count += plan->zones[z].row_count;
    namer->rows = arena_array(namer->arena, namer->row_count + 1, sizeof(*namer->rows));
    struct named_row *next = namer->rows;
    for (size_t z = 0; z < plan->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones[z];
        for (size_t r = 0; r < zone->row_count; r++) {
            const struct plan_row *row = &zone->rows[r];
            *next++ = (struct named_row){.row = row,
                                         .zone = z,
                                         .index = r,
                                         .zone_name = zone->name,
                                         .called = called(row, namer->arena)};
            namer->seat_count += row->seat_count;
        }
    }
}

static void group_rows(struct namer *namer)
{
    struct name_set set = name_set(namer->row_count, namer->arena);
    size_t *blocks = arena_array(namer->arena, namer->row_count + 1, sizeof(*blocks));
    for (size_t i = 0; i < namer->row_count; i++) {
        struct named_row *row = &namer->rows[i];
        struct place place = {.row = i};
        place.name.prefix = arena_printf(namer->arena, "%s\n", row->zone_name);
        place.name.number = row->called;
        place.name.number_length = strlen(row->called);
        const struct place *first = name_set_add(&set, &place);
        row->group = first ? first->row : i;
        row->block = ++blocks[row->group];
    }
}

static bool refuse(struct namer *namer, enum plan_fault fault, const struct place *place)
{
    const struct named_row *row = &namer->rows[place->row];
    namer->refusal = (struct plan_refusal){fault, row->zone, row->index, place->seat};
    return false;
}

/* Has something added that tells two seats apart, if they have it not already. */
static bool part(struct namer *namer, const struct place *place, const struct place *twin)
{
    const struct named_row *row = &namer->rows[place->row];
    const struct named_row *other = &namer->rows[twin->row];
    bool are_apart = strcmp(row->zone_name, other->zone_name) != 0;
    bool has_all = row == other || (row->is_block && other->is_block);
    if (namer->is_last || (has_all && (namer->has_zones || !are_apart)))
        return refuse(namer, PLAN_NUMBER_TWICE, place);
    if (are_apart && !namer->has_zones)
        namer->needs_zones = true;
    else
        namer->rows[row->group].needs_blocks = namer->rows[other->group].needs_blocks = true;
    return true;
}

static bool is_too_long(const struct seat_number *name)
{
    char text[SEAT_NUMBER_SIZE];
    return seat_number_write(name, text, sizeof(text)) >= sizeof(text) ||
           text_utf8_length(text) > SEAT_NUMBER_MAX;
}

static bool look_at_row(struct namer *namer, size_t index, struct name_set *set, bool *ret_changed)
{
    const struct named_row *named = &namer->rows[index];
    struct place place = {.row = index};
    place.name.prefix = named->name.prefix;
    place.name.label = named->name.label;
    for (; place.seat < named->row->seat_count; place.seat++) {
        place.name.number = named->row->seats[place.seat].number;
        place.name.number_length = strlen(place.name.number);
        if (is_too_long(&place.name))
            return refuse(namer, PLAN_NUMBER_TOO_LONG, &place);
        const struct place *twin = name_set_add(set, &place);
        if (!twin)
            continue;
        *ret_changed = true;
        if (!part(namer, &place, twin))
            return false;
    }
    return true;
}

/* Looks at all seats as they are named now, and whether that has to change. */
static bool look(struct namer *namer, struct name_set *set, bool *ret_changed)
{
    set->count = 0;
    memset(set->slots, 0, (set->mask + 1) * sizeof(*set->slots));
    *ret_changed = false;
    namer->has_zones = namer->needs_zones;
    for (size_t i = 0; i < namer->row_count; i++)
        name_row(namer, &namer->rows[i]);
    for (size_t i = 0; i < namer->row_count; i++)
        if (!look_at_row(namer, i, set, ret_changed))
            return false;
    return true;
}

static const struct row_name *names_of(const struct namer *namer)
{
    struct row_name *names = arena_array(namer->arena, namer->row_count + 1, sizeof(*names));
    for (size_t i = 0; i < namer->row_count; i++)
        names[i] = namer->rows[i].name;
    return names;
}

bool hall_row_names(const struct seating_plan *plan, struct arena *arena,
                    const struct row_name **ret_names, struct plan_refusal *ret_refusal)
{
    struct namer namer = {.arena = arena};
    list_rows(&namer, plan);
    group_rows(&namer);
    struct name_set set = name_set(namer.seat_count, arena);
    bool changed = true;
    for (size_t looks = 1; changed; looks++) {
        namer.is_last = looks == LOOKS_MAX;
        if (!look(&namer, &set, &changed)) {
            *ret_refusal = namer.refusal;
            return false;
        }
    }
    *ret_names = names_of(&namer);
    return true;
}
