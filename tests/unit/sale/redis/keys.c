/* keys.c -- tests of a seat's name in Redis. */
#include "sale/redis/keys.h"

#include "unit/unit.h"

static void a_seat_is_read_as_it_was_written(void)
{
    static const struct seat_ref seat = {.show_no = 16777215, .seat_id = 1048575};
    struct arena *arena = arena_create(1 << 16);
    struct redis_call call = redis_command("SET", arena);
    struct seat_ref again;
    arg_seat(&call, &seat);
    CU_ASSERT_STRING_EQUAL(call.argv[1], "16777215:1048575");
    CU_ASSERT_TRUE_FATAL(seat_ref_parse(call.argv[1], &again));
    CU_ASSERT_EQUAL(again.show_no, seat.show_no);
    CU_ASSERT_EQUAL(again.seat_id, seat.seat_id);
    arena_destroy(arena);
}

static void what_is_no_seat_is_refused(void)
{
    static const char *const texts[] = {
        "",      ":",     "7",     "7:",    ":12",   "0:12", "7:0",
        "-7:12", "7:12:", "7:12 ", " 7:12", "7:+12", "7:x",
    };
    for (size_t i = 0; i < LENGTH(texts); i++) {
        struct seat_ref seat = {.show_no = 42};
        CHECK_ROW(!seat_ref_parse(texts[i], &seat) && seat.show_no == 42, texts[i]);
    }
}

CU_TestInfo sale_keys_tests[] = {
    UNIT(a_seat_is_read_as_it_was_written),
    UNIT(what_is_no_seat_is_refused),
    CU_TEST_INFO_NULL,
};
