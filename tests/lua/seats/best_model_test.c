/* best_model_test.c -- the search against a model that tries every place in the hall.
 *
 * The model knows the rule and nothing of speed; both must choose the same seats in any hall.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/support/hall.h"
#include "lua/support/opening.h"

enum {
    HALLS = 3000,
    HALLS_A_CONCERT = 200,
    SEATS_WANTED_MAX = 9,
    NO_DISTANCE = 1 << 30,
    COLUMNS_MAX = 1 << 16
};

/* The columns of a section, row by row: a seat, or 0. */
struct grid {
    int64_t rows;
    int64_t width;
    int64_t seats[COLUMNS_MAX];
};

/* A block of seats: where it starts in its row. */
struct block {
    char *letters; /* of the hall */
    const int64_t *row;
    int64_t width;
    int64_t start;
    int64_t quantity;
    int64_t distance; /* in half seats */
};

static bool is_free(const struct block *block, int64_t column)
{
    return column >= 0 && column < block->width && block->row[column] &&
           block->letters[block->row[column] - 1] == 'A';
}

static bool is_room(const struct block *block)
{
    for (int64_t seat = block->start; seat < block->start + block->quantity; seat++)
        if (!is_free(block, seat))
            return false;
    return true;
}

static bool is_tidy(const struct block *block)
{
    int64_t left = block->start - 1;
    int64_t right = block->start + block->quantity;
    bool leaves_left = is_free(block, left) && !is_free(block, left - 1);
    bool leaves_right = is_free(block, right) && !is_free(block, right + 1);
    return !leaves_left && !leaves_right;
}

static struct block nearest_in(const struct grid *grid, char *letters, int64_t quantity, bool tidy)
{
    struct block nearest = {.distance = NO_DISTANCE};
    for (int64_t row = 0; row < grid->rows; row++) {
        struct block block = {
            .letters = letters,
            .row = grid->seats + row * grid->width,
            .width = grid->width,
            .quantity = quantity,
        };
        for (; block.start + quantity <= grid->width; block.start++) {
            block.distance = 4 * row + labs(2 * block.start + quantity - grid->width);
            if (block.distance < nearest.distance && is_room(&block) && (!tidy || is_tidy(&block)))
                nearest = block;
        }
    }
    return nearest;
}

static void fill_row(struct grid *grid, int64_t row, const char *columns, int64_t *seat)
{
    char *at = (char *)(uintptr_t)columns;
    int64_t *cell = grid->seats + row * grid->width;
    while (*at && *at != ';') {
        cell += strtoll(at, &at, 10);
        for (int64_t seats = strtoll(at + 1, &at, 10); seats > 0; seats--)
            *cell++ = (*seat)++;
        at += *at == '+';
    }
}

static const struct grid *grid_of(const struct hall_section *section)
{
    static struct grid grid;
    int64_t seat = section->first_seat_id;
    grid = (struct grid){.rows = section->rows, .width = section->seats};
    if (!section->layout) {
        for (int64_t i = 0; i < section->rows * section->seats; i++)
            grid.seats[i] = seat++;
        return &grid;
    }
    grid.width = strtoll(section->layout, NULL, 10);
    const char *row = strchr(section->layout, ':');
    for (int64_t i = 0; i < section->rows; i++, row = strchr(row + 1, ';'))
        fill_row(&grid, i, row + 1, &seat);
    return &grid;
}

/* Takes the best block and writes '*' for its seats; false when there is none. */
static bool take(struct hall *hall, int64_t quantity, bool tidy)
{
    for (size_t i = 0; i < hall->section_count; i++) {
        const struct grid *grid = grid_of(&hall->sections[i]);
        struct block block = nearest_in(grid, hall->letters, quantity, tidy);
        if (block.distance == NO_DISTANCE)
            continue;
        memset(hall->letters + block.row[block.start] - 1, '*', (size_t)quantity);
        return true;
    }
    return false;
}

static bool take_two(struct hall *hall, int64_t quantity)
{
    static struct hall before;
    before = *hall;
    for (int64_t first = (quantity + 1) / 2; first < quantity; first++) {
        if (take(hall, first, false) && take(hall, quantity - first, false))
            return true;
        *hall = before;
    }
    return false;
}

static bool take_pieces(struct hall *hall, int64_t quantity)
{
    if (quantity == 0 || take(hall, quantity, false) || take_two(hall, quantity))
        return true;
    for (int64_t longest = quantity - 1; longest > 0; longest--)
        if (take(hall, longest, false))
            return take_pieces(hall, quantity - longest);
    return false;
}

static const char *expected(const struct hall *hall, const struct party *party)
{
    static struct hall left;
    left = *hall;
    bool found = take(&left, party->quantity, true) || take(&left, party->quantity, false) ||
                 (!party->adjacent && take_pieces(&left, party->quantity));
    const char *seats = "";
    for (size_t i = 0; found && left.letters[i]; i++)
        if (left.letters[i] == '*')
            seats = text("%s%s%zu", seats, *seats ? " " : "", i + 1);
    return found ? seats : "NO_SEATS_LEFT";
}

/* The same halls in every run. */
static int64_t below(int64_t limit)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (int64_t)(state % (uint64_t)limit);
}

static void add_letters(struct hall *hall, int64_t seats, int64_t percent_free)
{
    size_t first = strlen(hall->letters);
    for (int64_t i = 0; i < seats; i++)
        hall->letters[first + (size_t)i] = "AHS"[below(100) < percent_free ? 0 : 1 + below(2)];
}

static void add_section(struct hall *hall, int64_t rows, int64_t seats, int64_t percent_free)
{
    int64_t first = (int64_t)strlen(hall->letters) + 1;
    hall->sections[hall->section_count++] = (struct hall_section){first, rows, seats, NULL};
    add_letters(hall, rows * seats, percent_free);
}

/* How the rows of a seating plan may be: blocks of seats with aisles between. */
struct rows {
    int64_t count;
    int64_t blocks_max;
    int64_t seats_min; /* a block */
    int64_t seats_max;
};

static const char *random_row(const struct rows *rows, int64_t *ret_seats, int64_t *ret_columns)
{
    const char *row = "";
    *ret_seats = *ret_columns = 0;
    for (int64_t blocks = 1 + below(rows->blocks_max); blocks > 0; blocks--) {
        int64_t blank = *row ? 1 + below(3) : below(4);
        int64_t seats = rows->seats_min + below(rows->seats_max - rows->seats_min + 1);
        row = text("%s%s%lld+%lld", row, *row ? "+" : "", (long long)blank, (long long)seats);
        *ret_seats += seats;
        *ret_columns += blank + seats;
    }
    return row;
}

/* The last columns of a plan may have no seat in any row. */
static void add_plan_section(struct hall *hall, const struct rows *rows, int64_t percent_free)
{
    int64_t width = 0;
    const char *layout = "";
    struct hall_section *section = &hall->sections[hall->section_count++];
    *section = (struct hall_section){(int64_t)strlen(hall->letters) + 1, rows->count, 0, NULL};
    for (int64_t i = 0; i < rows->count; i++) {
        int64_t seats, columns;
        layout = text("%s%s%s", layout, *layout ? ";" : "", random_row(rows, &seats, &columns));
        width = columns > width ? columns : width;
        section->seats += seats;
    }
    section->layout = text("%lld:%s", (long long)(width + below(2)), layout);
    add_letters(hall, section->seats, percent_free);
}

/* Alice takes what the model says, in this hall, and gives it back. */
static void expect_best(const struct hall *hall, const struct party *party)
{
    build_hall(hall);
    const char *seats = seats_in(best_of(ALICE, party));
    EXPECT(text("%s %s", hall->letters, seats),
           text("%s %s", hall->letters, expected(hall, party)));
    const char *holds = ask("KEYS %s", key("hold:*"));
    if (*holds)
        (void)ask("DEL %s %s", key(text("buyer:%s", user_id(ALICE))), holds);
}

static void open_for_alice(void)
{
    open_concert_with(.seats = 100);
    admit(1);
}

static void small_halls_of_any_kind_give_what_the_model_says(void)
{
    for (int i = 0; i < HALLS; i++) {
        struct hall hall = {0};
        int64_t percent_free = 5 + below(95);
        if (i % HALLS_A_CONCERT == 0)
            open_for_alice();
        for (int64_t sections = 1 + below(3); sections > 0; sections--) {
            if (below(2))
                add_section(&hall, 1 + below(6), 1 + below(16), percent_free);
            else
                add_plan_section(&hall, &(struct rows){1 + below(6), 3, 1, 6}, percent_free);
        }
        expect_best(&hall, &(struct party){.quantity = 1 + below(SEATS_WANTED_MAX),
                                           .adjacent = below(4) == 0});
    }
}

static void a_large_hall_gives_what_the_model_says(void)
{
    static const int64_t percents[] = {0, 1, 10, 50, 90, 100};
    static const int64_t quantities[] = {1, 2, 4, 30};
    for (size_t i = 0; i < sizeof(percents) / sizeof(*percents); i++) {
        static struct hall hall;
        hall = (struct hall){0};
        open_for_alice();
        add_plan_section(&hall, &(struct rows){400, 3, 10, 22}, percents[i]);
        add_section(&hall, 250, 100, percents[i]);
        add_section(&hall, 200, 50, percents[i]);
        for (size_t j = 0; j < sizeof(quantities) / sizeof(*quantities); j++)
            expect_best(&hall, &(struct party){.quantity = quantities[j]});
    }
}

CU_TestInfo best_model_tests[] = {
    TEST(small_halls_of_any_kind_give_what_the_model_says),
    TEST(a_large_hall_gives_what_the_model_says),
    CU_TEST_INFO_NULL,
};
