/* wish_record.c -- tests of a wish as Redis keeps it. */
#include "sale/redis/wish_record.h"

#include "unit/unit.h"

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_create(1 << 20);
}

static void a_wish_is_read_as_it_was_written(void)
{
    static const struct best_range ranges[] = {{1, 10, 20}, {201, 0, 36}};
    struct wish_record wish = {
        .show_no = 7,
        .quantity = 2,
        .adjacent = true,
        .max_price = 90000,
        .is_named = true,
        .random = 1073741823,
        .ranges = ranges,
        .range_count = LENGTH(ranges),
    };
    struct wish_record again;
    open_arena();
    const char *text = wish_record_write(&wish, arena);
    CU_ASSERT_STRING_EQUAL(text, "7 2 1 90000 1 1073741823 1:10:20,201:0:36");
    CU_ASSERT_TRUE_FATAL(wish_record_parse(text, arena, &again));
    CU_ASSERT_STRING_EQUAL(wish_record_write(&again, arena), text);
    CU_ASSERT_EQUAL(again.range_count, 2);
    CU_ASSERT_EQUAL(again.ranges[1].first_seat_id, 201);
    CU_ASSERT_TRUE(again.is_named && again.adjacent);
    arena_destroy(arena);
}

static void a_wish_of_any_price_and_section_is_read_too(void)
{
    struct wish_record wish;
    open_arena();
    CU_ASSERT_TRUE_FATAL(wish_record_parse("7 1 0 0 0 5 1:10:20", arena, &wish));
    CU_ASSERT_EQUAL(wish.max_price, 0);
    CU_ASSERT_FALSE(wish.is_named || wish.adjacent);
    CU_ASSERT_EQUAL(wish.range_count, 1);
    arena_destroy(arena);
}

static void what_is_no_wish_is_refused(void)
{
    static const char *const texts[] = {
        "",
        "HELD 7:12 7:13",
        "7 2 1 0 0 5",
        "7 2 1 0 0 5 ",
        "7 2 1 0 0 5 1:10",
        "7 2 1 0 0 5 1:10:20,",
        "7 2 1 0 0 5 ,1:10:20",
        "7 2 1 0 0 5 1:10:20 1:10:20",
        "0 2 1 0 0 5 1:10:20",
        "7 0 1 0 0 5 1:10:20",
        "7 2 2 0 0 5 1:10:20",
        "7 2 1 -1 0 5 1:10:20",
        "7 2 1 0 2 5 1:10:20",
        "7 2 1 0 0 5 0:10:20",
        "7  2 1 0 0 5 1:10:20",
    };
    open_arena();
    for (size_t i = 0; i < LENGTH(texts); i++) {
        struct wish_record wish = {.quantity = 42};
        CHECK_ROW(!wish_record_parse(texts[i], arena, &wish) && wish.quantity == 42, texts[i]);
    }
    arena_destroy(arena);
}

CU_TestInfo sale_wish_record_tests[] = {
    UNIT(a_wish_is_read_as_it_was_written),
    UNIT(a_wish_of_any_price_and_section_is_read_too),
    UNIT(what_is_no_wish_is_refused),
    CU_TEST_INFO_NULL,
};
