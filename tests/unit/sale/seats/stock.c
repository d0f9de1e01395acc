/* stock.c -- tests of the board's seats: counted by price, compared, and put into an event. */
#include "sale/seats/stock.h"

#include <string.h>

#include "api/concert/encode_board.h"
#include "base/json/json_build.h"
#include "base/text/text.h"
#include "sale/redis/seat_letters.h"
#include "sale/upkeep/board.h"
#include "unit/unit.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_create(1 << 20);
}

static bool counts_are(const struct seat_counts *counts, int64_t available, int64_t held,
                       int64_t sold)
{
    return counts->total == available + held + sold && counts->available == available &&
           counts->held == held && counts->sold == sold;
}

static void seats_are_counted_by_price_the_lowest_first(void)
{
    static const struct seat_block first[] = {{3000, 1, 2}, {1000, 3, 2}};
    static const struct seat_block second[] = {{2000, 1, 1}, {1000, 2, 3}};
    struct stock stock = {.has_prices = true};
    open_arena();
    stock_add(&stock, "AHSA", first, LENGTH(first), arena);
    stock_add(&stock, "SAAH", second, LENGTH(second), arena);
    CU_ASSERT(counts_are(&stock.seats, 4, 2, 2));
    CU_ASSERT_TRUE(stock.has_prices);
    CU_ASSERT_EQUAL_FATAL(stock.price_count, 3);
    CU_ASSERT_EQUAL(stock.prices[0].price, 1000);
    CU_ASSERT(counts_are(&stock.prices[0].seats, 3, 1, 1));
    CU_ASSERT_EQUAL(stock.prices[1].price, 2000);
    CU_ASSERT(counts_are(&stock.prices[1].seats, 0, 0, 1));
    CU_ASSERT_EQUAL(stock.prices[2].price, 3000);
    CU_ASSERT(counts_are(&stock.prices[2].seats, 1, 1, 0));
    arena_destroy(arena);
}

static void any_number_of_prices_finds_room(void)
{
    struct stock stock = {.has_prices = true};
    open_arena();
    for (int64_t i = 0; i < 100; i++) {
        struct seat_block block = {.price = 1 + (i * 37) % 100, .first_seat_id = 1, .seats = 1};
        stock_add(&stock, "A", &block, 1, arena);
    }
    CU_ASSERT_EQUAL_FATAL(stock.price_count, 100);
    for (int64_t i = 0; i < 100; i++)
        CU_ASSERT_EQUAL(stock.prices[i].price, i + 1);
    arena_destroy(arena);
}

/* It is in no block of a price, and it is no seat to be had. */
static void what_is_not_for_sale_is_not_counted(void)
{
    static const struct seat_block blocks[] = {{1000, 1, 2}};
    struct stock stock = {.has_prices = true};
    open_arena();
    stock_add(&stock, "AHNN", blocks, LENGTH(blocks), arena);
    CU_ASSERT(counts_are(&stock.seats, 1, 1, 0));
    CU_ASSERT_EQUAL(stock.price_count, 1);
    arena_destroy(arena);
}

static void without_blocks_the_prices_are_not_known(void)
{
    static const struct seat_block blocks[] = {{1000, 1, 2}};
    struct stock stock = {.has_prices = true};
    open_arena();
    stock_add(&stock, "AA", NULL, 0, arena);
    stock_add(&stock, "HS", blocks, LENGTH(blocks), arena);
    CU_ASSERT_FALSE(stock.has_prices);
    CU_ASSERT(counts_are(&stock.seats, 2, 1, 1));
    arena_destroy(arena);
}

static void a_missing_map_counts_as_no_seats(void)
{
    static const struct seat_block blocks[] = {{1000, 1, 2}, {2000, 3, 5}};
    struct stock stock = {.has_prices = true};
    open_arena();
    stock_add(&stock, "", blocks, LENGTH(blocks), arena);
    CU_ASSERT(counts_are(&stock.seats, 0, 0, 0));
    CU_ASSERT_EQUAL(stock.price_count, 0);
    arena_destroy(arena);
}

static void changes_are_where_two_maps_differ(void)
{
    struct seat_change changes[3];
    CU_ASSERT_EQUAL(seat_changes("AAHS", "AAHS", changes, LENGTH(changes)), 0);
    CU_ASSERT_EQUAL(seat_changes("AAHS", "HAAS", changes, LENGTH(changes)), 2);
    CU_ASSERT_EQUAL(changes[0].seat_id, 1);
    CU_ASSERT_EQUAL(changes[0].letter, 'H');
    CU_ASSERT_EQUAL(changes[1].seat_id, 3);
    CU_ASSERT_EQUAL(changes[1].letter, 'A');
}

static void more_changes_than_fit_are_counted_and_not_written(void)
{
    struct seat_change changes[3] = {0};
    CU_ASSERT_EQUAL(seat_changes("AAAAA", "HHHHH", changes, 2), 5);
    CU_ASSERT_EQUAL(changes[1].seat_id, 2);
    CU_ASSERT_EQUAL(changes[2].seat_id, 0);
}

/* From the tables of the FNV reference code. */
static void the_checksum_is_fnv_1a(void)
{
    CU_ASSERT_EQUAL(text_checksum(""), 0x811c9dc5);
    CU_ASSERT_EQUAL(text_checksum("a"), 0xe40c292c);
    CU_ASSERT_EQUAL(text_checksum("foobar"), 0xbf9cf968);
}

static void an_event_says_what_became_of_which_map(void)
{
    static const struct seat_change changes[] = {{2, 'H'}, {40, 'A'}};
    struct seat_event event = {
        .show_id = {"01a1fc3a-24cb-711a-b5ad-31f7e6f3249d"},
        .version = 1798106400000002,
        .previous_version = 1798106400000001,
        .map = "foobar",
        .changes = changes,
        .change_count = LENGTH(changes),
    };
    open_arena();
    cJSON *body = encode_seat_event(&event);
    CU_ASSERT_STRING_EQUAL(json_print(body, arena),
                           "{\"showId\":\"01a1fc3a-24cb-711a-b5ad-31f7e6f3249d\","
                           "\"version\":1798106400000002,\"previousVersion\":1798106400000001,"
                           "\"changes\":[[2,\"H\"],[40,\"A\"]],\"checksum\":\"bf9cf968\"}");
    cJSON_Delete(body);
    arena_destroy(arena);
}

/* What has not changed but for the time is no news: its text is the same. */
static void the_time_is_added_to_a_board_last(void)
{
    struct board board = {.now_us = 1798106400000000,
                          .opens_at_ms = 1798106401500,
                          .rate_per_million_s = 2500000,
                          .state = CONCERT_SCHEDULED};
    struct stock stock = {.has_prices = true};
    open_arena();
    cJSON *body = encode_board(&board, &stock);
    const char *before = json_print(body, arena);
    CU_ASSERT_PTR_NULL(strstr(before, "updatedAt"));
    CU_ASSERT_PTR_NOT_NULL(strstr(before, "\"admittedPerSecond\":null"));
    encode_board_time(body, &board);
    const char *after = json_print(body, arena);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(after, "\"opensInSeconds\":2,\"updatedAt\":\"2026-12-24T10:00:00"));
    cJSON_Delete(body);
    board.state = CONCERT_OPEN;
    body = encode_board(&board, &stock);
    CU_ASSERT_PTR_NOT_NULL(strstr(json_print(body, arena), "\"admittedPerSecond\":2.500000,"));
    cJSON_Delete(body);
    arena_destroy(arena);
}

CU_TestInfo sale_board_tests[] = {
    UNIT(seats_are_counted_by_price_the_lowest_first),
    UNIT(any_number_of_prices_finds_room),
    UNIT(what_is_not_for_sale_is_not_counted),
    UNIT(without_blocks_the_prices_are_not_known),
    UNIT(a_missing_map_counts_as_no_seats),
    UNIT(changes_are_where_two_maps_differ),
    UNIT(more_changes_than_fit_are_counted_and_not_written),
    UNIT(the_checksum_is_fnv_1a),
    UNIT(an_event_says_what_became_of_which_map),
    UNIT(the_time_is_added_to_a_board_last),
    CU_TEST_INFO_NULL,
};
