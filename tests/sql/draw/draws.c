/* draws.c -- lotteries: who may read the seed when, and what is fixed once it is written. */
#include "sql/support/sql.h"

#include "base/arena.h"
#include "sale/draw/draw_list.h"

#define NOTHING_CHANGED "!42501 draws_kept"

/* Three entrants in order with their places, as the functions take them. */
#define ENTRANTS "decode(repeat('01', 32) || repeat('02', 32) || repeat('03', 32), 'hex')"
#define PLACES "decode('000000020000000300000001', 'hex')"
#define ROOT "decode(repeat('ab', 32), 'hex')"

static const char *count_text(size_t count)
{
    return arena_printf(test_arena(), "%zu", count);
}

static const char *new_lottery(void)
{
    return make_concert("1 hour", "lottery");
}

static const char *add_chunk(const char *lottery)
{
    return sql(as_scheduler(),
               "SELECT usher.add_draw_chunk($1, 0, " ENTRANTS ", " PLACES ", " ROOT ")", lottery);
}

static const char *commit_of(const char *lottery, const char *entrants)
{
    return sql(as_scheduler(), "SELECT usher.commit_draw($1, $2, " ROOT ", 1000, 5)", lottery,
               entrants);
}

static const char *drawn_lottery(void)
{
    const char *lottery = new_lottery();
    CHECK(add_chunk(lottery), "");
    CHECK(commit_of(lottery, "3"), "t");
    return lottery;
}

static const char *public_of(const char *lottery)
{
    return sql(as_worker(),
               "SELECT octet_length(seed_hash), seed_hash = sha256(seed), entrants,"
               " committed_at IS NOT NULL FROM usher.public_draws WHERE concert_id = $1",
               lottery);
}

static void a_lottery_has_a_seed_from_the_first_hour_on_and_its_hash_is_public(void)
{
    const char *lottery = new_lottery();
    CHECK(public_of(lottery), "32|||f");
    CHECK(sql(as_owner(),
              "SELECT seed_hash = sha256(seed), octet_length(seed) FROM usher.draws"
              " WHERE concert_id = $1",
              lottery),
          "t|32");
    CHECK(sql(as_owner(), "SELECT count(*) = count(DISTINCT seed) FROM usher.draws"), "t");
}

static void a_concert_in_order_of_arrival_has_none(void)
{
    CHECK(public_of(new_concert()), "");
}

static void a_lottery_without_an_hour_is_refused(void)
{
    CHECK(make_concert("", "lottery"), "!23514 concerts_lottery_has_hour");
}

static void a_worker_cannot_read_the_seed_before_it_is_revealed(void)
{
    const char *lottery = drawn_lottery();
    CHECK(public_of(lottery), "32||3|t");
    CHECK(sql(as_worker(), "SELECT seed FROM usher.draws"), "!42501");
    CHECK(sql(as_worker(), "SELECT places FROM usher.draw_chunks"), "!42501");
    CHECK(sql(as_worker(), "SELECT usher.reveal_draw($1)", lottery), "!42501");
    CHECK(sql(as_scheduler(), "SELECT usher.reveal_draw($1)", lottery), "t");
    CHECK(public_of(lottery), "32|t|3|t");
}

static void a_draw_that_is_not_committed_is_not_revealed(void)
{
    const char *lottery = new_lottery();
    CHECK(sql(as_scheduler(), "SELECT usher.reveal_draw($1)", lottery), "f");
    CHECK(public_of(lottery), "32|||f");
}

static void a_list_that_is_not_whole_is_not_committed(void)
{
    const char *lottery = new_lottery();
    CHECK(add_chunk(lottery), "");
    CHECK(commit_of(lottery, "2"), "f");
    CHECK(commit_of(lottery, "4"), "f");
    CHECK(commit_of(lottery, "3"), "t");
}

/* The programs and Postgres must have one notion of it. */
static void a_chunk_of_the_list_is_as_large_as_the_programs_make_it(void)
{
    static const char add[] =
        "SELECT usher.add_draw_chunk($1, 0, decode(repeat('01', 32 * $2::int), 'hex'),"
        " decode(repeat('01', 4 * $2::int), 'hex'), " ROOT ")";
    const char *lottery = new_lottery();
    CHECK(sql(as_scheduler(), add, lottery, count_text(DRAW_CHUNK + 1)),
          "!23514 draw_chunks_entrants_length");
    CHECK(sql(as_scheduler(), add, lottery, count_text(DRAW_CHUNK)), "");
    CHECK(commit_of(lottery, count_text(DRAW_CHUNK)), "t");
}

static void what_a_draw_has_fixed_stays_even_for_the_owner(void)
{
    const char *lottery = drawn_lottery();
    CHECK(add_chunk(lottery), NOTHING_CHANGED);
    CHECK(commit_of(lottery, "3"), NOTHING_CHANGED);
    CHECK(sql(as_owner(), "UPDATE usher.draws SET root = seed WHERE concert_id = $1", lottery),
          NOTHING_CHANGED);
    CHECK(sql(as_owner(),
              "UPDATE usher.draws SET seed = root, seed_hash = sha256(root)"
              " WHERE concert_id = $1",
              lottery),
          NOTHING_CHANGED);
    CHECK(sql(as_owner(), "DELETE FROM usher.draws WHERE concert_id = $1", lottery),
          "!42501 append_only");
    CHECK(
        sql(as_owner(), "UPDATE usher.draw_chunks SET chunk_no = 7 WHERE concert_id = $1", lottery),
        "!42501 append_only");
}

static void a_place_is_found_by_its_entrant_once_the_draw_is_revealed(void)
{
    static const char place[] = "SELECT * FROM usher.draw_place($1, decode(repeat($2, 32), 'hex'))";
    const char *lottery = drawn_lottery();
    CHECK(sql(as_worker(), place, lottery, "02"), "");
    CHECK(sql(as_scheduler(), "SELECT usher.reveal_draw($1)", lottery), "t");
    CHECK(sql(as_worker(), place, lottery, "01"), "0|2|1001");
    CHECK(sql(as_worker(), place, lottery, "02"), "1|3|1002");
    CHECK(sql(as_worker(), place, lottery, "03"), "2|1|1000");
    CHECK(sql(as_worker(), place, lottery, "00"), "");
    CHECK(sql(as_worker(), place, lottery, "04"), "");
}

static void two_schedulers_do_not_have_one_draw(void)
{
    const char *lottery = new_lottery();
    PGconn *other = another_scheduler();
    CHECK(sql(as_scheduler(), "BEGIN"), "");
    CHECK(sql(as_scheduler(), "SELECT concert_id = $1 FROM usher.take_draw($1)", lottery), "t");
    CHECK(sql(other, "SELECT concert_id FROM usher.take_draw($1)", lottery), "");
    CHECK(sql(as_scheduler(), "ROLLBACK"), "");
    CHECK(sql(other, "SELECT concert_id = $1 FROM usher.take_draw($1)", lottery), "t");
}

static void how_a_queue_is_formed_is_not_changed(void)
{
    static const char change[] = "SELECT queueing FROM usher.change_concert($1, NULL, NULL, NULL,"
                                 " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, $2)";
    CHECK(sql(as_worker(), change, new_lottery(), "fifo"), "!23514 concerts_queueing_kept");
    CHECK(sql(as_worker(), change, new_concert(), "lottery"), "!23514 concerts_queueing_kept");
    CHECK(sql(as_worker(), change, new_lottery(), "lottery"), "lottery");
}

/* Hours from now, to the nearest tenth. */
static const char *hour_of(const char *lottery)
{
    return sql(as_worker(),
               "SELECT round(extract(epoch FROM opens_at - now()) / 3600, 1)"
               " FROM usher.concerts WHERE concert_id = $1",
               lottery);
}

static const char *move_hour(const char *lottery, const char *hours)
{
    return sql(as_worker(),
               "SELECT count(*) FROM usher.change_concert($1, NULL, NULL, NULL,"
               " now() + make_interval(hours => $2), NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
               " NULL, NULL, NULL)",
               lottery, hours);
}

static void the_hour_moves_while_the_lobby_is_open_and_never_into_the_past(void)
{
    const char *lottery = new_lottery();
    CHECK(move_hour(lottery, "3"), "1");
    CHECK(hour_of(lottery), "3.0");
    CHECK(move_hour(lottery, "-3"), "1");
    CHECK(hour_of(lottery), "0.0");
    CHECK(move_hour(lottery, "3"), "!23514 concerts_lobby_closed");
}

static void opening_by_hand_makes_it_the_hour(void)
{
    const char *lottery = new_lottery();
    CHECK(sql(as_worker(), "SELECT state FROM usher.set_concert_state($1, 'open')", lottery),
          "OPEN");
    CHECK(hour_of(lottery), "0.0");
    CHECK(move_hour(lottery, "3"), "!23514 concerts_lobby_closed");
}

/* Its hour came by the clock of Redis; that of Postgres is an hour behind. */
static void that_the_hour_has_come_by_another_clock_does_not_move_it(void)
{
    const char *lottery = new_lottery();
    CHECK(sql(as_scheduler(), "SELECT usher.record_opened($1, 1)", lottery), "t");
    CHECK(hour_of(lottery), "1.0");
    CHECK(move_hour(lottery, "3"), "!23514 concerts_lobby_closed");
}

CU_TestInfo draws_tests[] = {
    TEST(a_lottery_has_a_seed_from_the_first_hour_on_and_its_hash_is_public),
    TEST(a_concert_in_order_of_arrival_has_none),
    TEST(a_lottery_without_an_hour_is_refused),
    TEST(a_worker_cannot_read_the_seed_before_it_is_revealed),
    TEST(a_draw_that_is_not_committed_is_not_revealed),
    TEST(a_list_that_is_not_whole_is_not_committed),
    TEST(a_chunk_of_the_list_is_as_large_as_the_programs_make_it),
    TEST(what_a_draw_has_fixed_stays_even_for_the_owner),
    TEST(a_place_is_found_by_its_entrant_once_the_draw_is_revealed),
    TEST(two_schedulers_do_not_have_one_draw),
    TEST(how_a_queue_is_formed_is_not_changed),
    TEST(the_hour_moves_while_the_lobby_is_open_and_never_into_the_past),
    TEST(opening_by_hand_makes_it_the_hour),
    TEST(that_the_hour_has_come_by_another_clock_does_not_move_it),
    CU_TEST_INFO_NULL,
};
