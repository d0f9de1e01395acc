/* best_test.c -- the best seats: which they are, and that they are held like any others. */
#include <string.h>

#include "lua/support/hall.h"
#include "lua/support/opening.h"
#include "sale/redis/reservation_id.h"

/* Alice and Bob are admitted, and may hold many. */
static void open_hall(const char *drawing)
{
    open_concert_with(.seats = 100);
    admit(2);
    draw_hall(drawing);
}

static void the_best_seats_are_in_the_middle_of_the_first_row(void)
{
    open_hall("AAAAAAAA AAAAAAAA");
    EXPECT(best(ALICE, 2), "4 5");
    EXPECT(best(BOB, 4), "11 12 13 14");
}

static void a_row_further_back_counts_as_two_seats(void)
{
    open_hall("AAAHHAAA AAAAAAAA");
    EXPECT(best(ALICE, 1), "3");
    open_hall("AHHHHHHA AAAAAAAA");
    EXPECT(best(ALICE, 1), "12");
}

static void of_two_equally_near_the_lower_seat_is_taken(void)
{
    open_hall("AAAHAAA");
    EXPECT(best(ALICE, 1), "3");
    open_hall("AAAAHHAAAA AAAHHHHAAA");
    EXPECT(best(ALICE, 1), "4");
}

static void no_single_seat_is_left_over_where_it_can_be_avoided(void)
{
    open_hall("HAAAHAAH");
    EXPECT(best(ALICE, 2), "6 7");
    open_hall("HAAAAAAH");
    EXPECT(best(ALICE, 3), "2 3 4");
    open_hall("HAAAH AAAAA HHHAA");
    EXPECT(best(ALICE, 2), "6 7");
}

static void a_single_seat_is_left_over_where_it_cannot_be_avoided(void)
{
    open_hall("HAAAH HAAAH");
    EXPECT(best(ALICE, 2), "2 3");
}

static void sitting_together_without_a_single_seat_is_worth_the_next_section(void)
{
    open_hall("HAAAH/AAHHH");
    EXPECT(best(ALICE, 2), "6 7");
    EXPECT(best(BOB, 2), "2 3");
}

static void the_first_section_that_has_them_gives_them(void)
{
    open_hall("HHHHHH HHHHAA/AAAAAA");
    EXPECT(best(ALICE, 2), "11 12");
    EXPECT(best(ALICE, 2), "15 16");
}

static void the_end_of_one_row_and_the_start_of_the_next_are_not_together(void)
{
    open_hall("HHHA AHHH AAAH");
    EXPECT(best_with(ALICE, .quantity = 2, .adjacent = true), "10 11");
    open_hall("HHAA AHHH HHHA/AAHH");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "NO_SEATS_LEFT");
}

static void a_party_that_finds_no_room_is_parted_in_two_equal_halves(void)
{
    open_hall("AAAHHHHA AAHHHHHH");
    EXPECT(best(ALICE, 4), "2 3 9 10");
    open_hall("AAAHHHHA AHHHHHHH");
    EXPECT(best(ALICE, 4), "1 2 3 8");
}

static void a_party_is_parted_into_as_few_pieces_as_can_be(void)
{
    open_hall("AHAHAHAA HHAAAHHH");
    EXPECT(best(ALICE, 6), "5 7 8 11 12 13");
}

static void a_party_that_stays_together_is_not_parted(void)
{
    open_hall("AAAHAAA");
    EXPECT(best_with(ALICE, .quantity = 4, .adjacent = true), "NO_SEATS_LEFT");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "1 2 3");
}

static void the_last_free_seats_are_found_wherever_they_are(void)
{
    open_hall("HHHHA AHHHS/HHA");
    EXPECT(best(ALICE, 3), "5 6 13");
    EXPECT(best(BOB, 1), "NO_SEATS_LEFT");
}

static void too_few_seats_are_held_for_nobody(void)
{
    open_hall("AHASA");
    EXPECT(best(ALICE, 4), "NO_SEATS_LEFT");
    EXPECT(map(1), "AHASA");
    EXPECT(ask("KEYS %s", key("hold:*")), "");
}

static void rows_of_a_plan_have_one_middle_whatever_their_length(void)
{
    open_hall("...AA... AAAAAAAA .AAAAAA.");
    EXPECT(best(ALICE, 2), "1 2");
    EXPECT(best(ALICE, 2), "6 7");
    EXPECT(best(ALICE, 2), "13 14");
}

static void seats_across_an_aisle_are_not_together(void)
{
    open_hall("AAA.AAA");
    EXPECT(best_with(ALICE, .quantity = 4, .adjacent = true), "NO_SEATS_LEFT");
    EXPECT(best(ALICE, 2), "2 3");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "4 5 6");
    open_hall("AA..AA .HAAAH.");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "6 7 8");
}

static void the_ends_of_rows_of_a_plan_are_not_together(void)
{
    open_hall("HHAA. AHHHA AAHHH/A.A");
    EXPECT(best_with(ALICE, .quantity = 3, .adjacent = true), "NO_SEATS_LEFT");
    EXPECT(best_with(ALICE, .quantity = 2, .adjacent = true), "3 4");
    EXPECT(best_with(ALICE, .quantity = 2, .adjacent = true), "10 11");
}

static void no_single_seat_is_left_over_beside_an_aisle(void)
{
    open_hall("AAA.AA.AAA");
    EXPECT(best(ALICE, 2), "4 5");
    EXPECT(best(ALICE, 1), "3");
    EXPECT(best(ALICE, 2), "1 2");
}

static void a_party_in_a_plan_is_parted_into_as_few_pieces_as_can_be(void)
{
    open_hall(".AAAA. AA.AAA/AAA.A");
    EXPECT(best(ALICE, 6), "1 2 3 7 8 9");
    open_hall("A.A.A AA.AA");
    EXPECT(best(ALICE, 6), "1 2 4 5 6 7");
}

static void a_hall_may_have_sections_of_rows_and_of_a_plan(void)
{
    open_hall("HAAH AHHA/A.AA ..AA/AAAA");
    EXPECT(best(ALICE, 2), "2 3");
    EXPECT(best(ALICE, 2), "10 11");
    EXPECT(best(ALICE, 2), "12 13");
    EXPECT(best(ALICE, 4), "14 15 16 17");
    EXPECT(map(1), "HHHHAHHAAHHHHHHHH");
}

/* Lua can hand over some thousand texts at once, and no more. */
static void a_section_of_a_plan_may_have_thousands_of_aisles(void)
{
    enum { ROWS = 4500, SEATS_OF_ALL = 2 * ROWS };
    static struct hall hall;
    static char layout[ROWS * sizeof(";0+1+1+1")] = "3:0+1+1+1";
    for (int row = 1; row < ROWS; row++)
        memcpy(layout + strlen("3:0+1+1+1") + (size_t)(row - 1) * strlen(";0+1+1+1"), ";0+1+1+1",
               9);
    hall = (struct hall){.section_count = 1, .sections = {{1, ROWS, SEATS_OF_ALL, layout}}};
    memset(hall.letters, 'A', SEATS_OF_ALL);
    memset(hall.letters, 'H', SEATS_OF_ALL - 2);
    open_hall("A");
    build_hall(&hall);
    EXPECT(best_with(ALICE, .quantity = 2, .adjacent = true), "NO_SEATS_LEFT");
    EXPECT(best(ALICE, 2), "8999 9000");
}

static void without_its_layout_a_section_gives_no_seats_until_it_is_restored(void)
{
    open_hall("AA/HA.A/AAA");
    EXPECT(ask("HDEL %s layout:1:3", key("concert")), "1");
    EXPECT(best(ALICE, 2), "1 2");
    EXPECT(best(ALICE, 2), "NOT_READY 0");
    EXPECT(map(1), "HHHAAAAA");
    EXPECT(tick(), "NOT_READY");
}

static void only_the_sections_that_are_wanted_are_searched(void)
{
    open_hall("AAAA/AAAA/AAAA");
    EXPECT(best_with(ALICE, .quantity = 2, .sections_but = "0 2"), "5 6");
    EXPECT(best_with(ALICE, .quantity = 2, .sections_but = "0 1 2"), "NO_SEATS_LEFT");
}

static void the_best_seats_are_held_like_chosen_ones(void)
{
    open_hall("AAAAHHHHAAAA");
    const char *answer = best_of(ALICE, &(struct party){.quantity = 2});
    EXPECT(answer, text("OK %lld 300000 3 * 4 *", (long long)now_ms() + 300000));
    EXPECT(map(1), "AAHHHHHHAAAA");
    EXPECT_INT(ends_ms("1:4"), now_ms() - BEGIN_MS + 300000);
    EXPECT(ask("GET %s", key("hold:1:3")),
           text("%s %s %s 0", word(answer, 4), user_id(ALICE), word(answer, 1)));
    EXPECT(hold(BOB, "1:4"), "SEAT_TAKEN 4");
    EXPECT(start_payment_of(ALICE, "1:3", word(answer, 4)), "OK");
    EXPECT(release_reservation(ALICE, "1:4", word(answer, 6)), "OK");
    EXPECT(map(1), "AAHAHHHHAAAA");
}

static void an_id_made_in_a_script_says_which_seat_it_is_for(void)
{
    struct uuid id = {0};
    struct reservation_id parts = {0};
    open_hall("HHHHHHHHHHHA");
    CU_ASSERT_TRUE_FATAL(uuid_parse(word(best_of(ALICE, &(struct party){.quantity = 1}), 4), &id));
    CU_ASSERT_TRUE_FATAL(reservation_id_read(&id, &parts));
    EXPECT_INT(parts.made_at_ms, now_ms());
    EXPECT_INT(parts.show_no, 1);
    EXPECT_INT(parts.seat_id, 12);
}

static void an_admission_lasts_as_long_as_the_best_seats(void)
{
    open_concert_with(.admission = 100, .hold = 80);
    admit(1);
    draw_hall("AAAA");
    pass(40);
    EXPECT(best(ALICE, 1), "1");
    EXPECT_INT(left_ms_of(look(ALICE)), 80000);
}

static void the_best_seats_count_towards_the_limit(void)
{
    open_concert_with(.seats = 3);
    admit(1);
    draw_hall("AAAAAAAAAAAA");
    EXPECT(best(ALICE, 4), "SEAT_LIMIT 3 0");
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT(best(ALICE, 3), "SEAT_LIMIT 3 1");
    EXPECT(best(ALICE, 2), "6 7");
    EXPECT(hold(ALICE, "1:2"), "SEAT_LIMIT 3 3");
}

/* What is over of theirs is swept up in the same script as the seat is held again. */
static void a_seat_that_somebody_held_before_counts_again(void)
{
    open_concert_with(.seats = 1, .hold = 10);
    admit(1);
    draw_hall("A");
    EXPECT(best(ALICE, 1), "1");
    pass(11);
    EXPECT(tick(), "OK ...");
    EXPECT(best(ALICE, 1), "1");
    EXPECT(ask("HLEN %s", key(text("buyer:%s", user_id(ALICE)))), "1");
    EXPECT(best(ALICE, 1), "SEAT_LIMIT 1 1");
}

static void the_best_seats_are_for_the_admitted_while_the_show_is_on_sale(void)
{
    open_concert_with(.max_active = 1);
    admit(1);
    draw_hall("AAAA");
    EXPECT(join(BOB), "OK 1 ...");
    EXPECT(best(BOB, 1), "NOT_ADMITTED 1");
    EXPECT(best(CAROL, 1), "NOT_ADMITTED 0");
    EXPECT(best_with(ALICE, .quantity = 1, .starts_in_s = -1), "SHOW_STARTED");
    policy()->state = "CLOSED";
    EXPECT(tick(), "OK CLOSED ...");
    EXPECT(best(ALICE, 1), "CLOSED");
    pass(300);
    EXPECT(best(ALICE, 1), "ADMISSION_EXPIRED 0");
    EXPECT(map(1), "AAAA");
}

static void a_show_without_a_map_has_no_best_seats_yet(void)
{
    open_hall("AAAA");
    EXPECT(ask("DEL %s", key("map:1")), "1");
    EXPECT(best(ALICE, 1), "NOT_READY 0");
    EXPECT(ask("HDEL %s ready", key("concert")), "1");
    EXPECT(best(ALICE, 1), "NOT_READY 0");
}

static void a_free_letter_does_not_give_a_held_seat_away(void)
{
    open_hall("AAAAAA");
    EXPECT(hold(ALICE, "1:3"), "OK ...");
    EXPECT(ask("SETRANGE %s 2 A", key("map:1")), "6");
    EXPECT(best(BOB, 2), "1 2");
    EXPECT(ask("HKEYS %s", key(text("buyer:%s", user_id(ALICE)))), "1:3");
}

static void of_many_who_want_the_best_seats_each_gets_others(void)
{
    open_concert_with(.seats = 2);
    admit(10);
    draw_hall("AAAAAAAAAA AAAAAAAAAA");
    for (int user = 1; user <= 10; user++)
        EXPECT(best_with(user, .quantity = 2, .adjacent = true), "* *");
    EXPECT(map(1), "HHHHHHHHHHHHHHHHHHHH");
    EXPECT_INT(number(ask("ZCARD %s", key("deadlines")), 0), 20);
}

CU_TestInfo best_tests[] = {
    TEST(the_best_seats_are_in_the_middle_of_the_first_row),
    TEST(a_row_further_back_counts_as_two_seats),
    TEST(of_two_equally_near_the_lower_seat_is_taken),
    TEST(no_single_seat_is_left_over_where_it_can_be_avoided),
    TEST(a_single_seat_is_left_over_where_it_cannot_be_avoided),
    TEST(sitting_together_without_a_single_seat_is_worth_the_next_section),
    TEST(the_first_section_that_has_them_gives_them),
    TEST(the_end_of_one_row_and_the_start_of_the_next_are_not_together),
    TEST(a_party_that_finds_no_room_is_parted_in_two_equal_halves),
    TEST(a_party_is_parted_into_as_few_pieces_as_can_be),
    TEST(a_party_that_stays_together_is_not_parted),
    TEST(the_last_free_seats_are_found_wherever_they_are),
    TEST(too_few_seats_are_held_for_nobody),
    TEST(rows_of_a_plan_have_one_middle_whatever_their_length),
    TEST(seats_across_an_aisle_are_not_together),
    TEST(the_ends_of_rows_of_a_plan_are_not_together),
    TEST(no_single_seat_is_left_over_beside_an_aisle),
    TEST(a_party_in_a_plan_is_parted_into_as_few_pieces_as_can_be),
    TEST(a_hall_may_have_sections_of_rows_and_of_a_plan),
    TEST(a_section_of_a_plan_may_have_thousands_of_aisles),
    TEST(without_its_layout_a_section_gives_no_seats_until_it_is_restored),
    TEST(only_the_sections_that_are_wanted_are_searched),
    TEST(the_best_seats_are_held_like_chosen_ones),
    TEST(an_id_made_in_a_script_says_which_seat_it_is_for),
    TEST(an_admission_lasts_as_long_as_the_best_seats),
    TEST(the_best_seats_count_towards_the_limit),
    TEST(a_seat_that_somebody_held_before_counts_again),
    TEST(the_best_seats_are_for_the_admitted_while_the_show_is_on_sale),
    TEST(a_show_without_a_map_has_no_best_seats_yet),
    TEST(a_free_letter_does_not_give_a_held_seat_away),
    TEST(of_many_who_want_the_best_seats_each_gets_others),
    CU_TEST_INFO_NULL,
};
