/* best_model_test.c -- the search against a model that tries every place in the hall.
 *
 * The model knows the rule and nothing of speed; both must choose the same seats in any hall.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/hall.h"

enum { HALLS = 3000, HALLS_A_CONCERT = 200, SEATS_WANTED_MAX = 9, NO_DISTANCE = 1 << 30 };

/* A block of seats: where it starts in its row, which begins at `row` of the letters. */
struct block {
    char *row;
    int64_t row_seats;
    int64_t start;
    int64_t quantity;
    int64_t distance; /* in half seats */
};

static bool is_free(const struct block *row, int64_t seat)
{
    return seat >= 0 && seat < row->row_seats && row->row[seat] == 'A';
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

static struct block nearest_in(const struct hall_section *section, char *letters, int64_t quantity,
                               bool tidy)
{
    struct block nearest = {.distance = NO_DISTANCE};
    for (int64_t row = 0; row < section->rows; row++) {
        struct block block = {
            .row = letters + section->first_seat_id - 1 + row * section->seats,
            .row_seats = section->seats,
            .quantity = quantity,
        };
        for (; block.start + quantity <= section->seats; block.start++) {
            block.distance = 4 * row + labs(2 * block.start + quantity - section->seats);
            if (block.distance < nearest.distance && is_room(&block) && (!tidy || is_tidy(&block)))
                nearest = block;
        }
    }
    return nearest;
}

/* Takes the best block and writes '*' for its seats; false when there is none. */
static bool take(struct hall *hall, int64_t quantity, bool tidy)
{
    for (size_t i = 0; i < hall->section_count; i++) {
        struct block block = nearest_in(&hall->sections[i], hall->letters, quantity, tidy);
        if (block.distance == NO_DISTANCE)
            continue;
        memset(block.row + block.start, '*', (size_t)quantity);
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

static void add_section(struct hall *hall, int64_t rows, int64_t seats, int64_t percent_free)
{
    int64_t first = (int64_t)strlen(hall->letters);
    hall->sections[hall->section_count++] = (struct hall_section){first + 1, rows, seats};
    for (int64_t i = first; i < first + rows * seats; i++)
        hall->letters[i] = "AHS"[below(100) < percent_free ? 0 : 1 + below(2)];
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
        for (int64_t sections = 1 + below(3); sections > 0; sections--)
            add_section(&hall, 1 + below(6), 1 + below(16), percent_free);
        expect_best(&hall, &(struct party){.quantity = 1 + below(SEATS_WANTED_MAX),
                                           .adjacent = below(4) == 0});
    }
}

static void a_hall_of_50000_gives_what_the_model_says(void)
{
    static const int64_t percents[] = {0, 1, 10, 50, 90, 100};
    static const int64_t quantities[] = {1, 2, 4, 30};
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        static struct hall hall;
        hall = (struct hall){0};
        open_for_alice();
        add_section(&hall, 300, 100, percents[i]);
        add_section(&hall, 400, 50, percents[i]);
        for (size_t j = 0; j < sizeof quantities / sizeof *quantities; j++)
            expect_best(&hall, &(struct party){.quantity = quantities[j]});
    }
}

CU_TestInfo best_model_tests[] = {
    TEST(small_halls_of_any_kind_give_what_the_model_says),
    TEST(a_hall_of_50000_gives_what_the_model_says),
    CU_TEST_INFO_NULL,
};
