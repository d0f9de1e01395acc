/* show_changes.c -- tests of shows that are moved or called off: their hour, their sale, and who
 * may give seats back. */
#include <stdio.h>

#include "sql/support/sql.h"

/* A payment of 100 for a seat of a show that has begun since. */
static struct purchase bought_and_begun(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    CHECK(pay(as_worker(), &purchase), "paid|100|900|A1");
    CHECK(sql(as_owner(),
              "UPDATE usher.shows SET starts_at = now() - interval '1 minute'"
              " WHERE show_id = $1::uuid",
              purchase.show_id),
          "");
    return purchase;
}

static const char *give_back(const struct purchase *purchase)
{
    struct return_of all = return_of(purchase);
    return refund(as_worker(), &all);
}

/* The same day in all of the tests, though midnight may come between two of them. */
static const char *today(void)
{
    static char day[64];
    if (!day[0])
        (void)snprintf(day, sizeof(day), "%s", sql(as_owner(), "SELECT date_trunc('day', now())"));
    return day;
}

static const char *move(const struct purchase *purchase, const char *to, const char *until)
{
    return sql(as_worker(),
               "SELECT usher.move_show($1::uuid, $2::timestamptz + $3::interval,"
               " now() + nullif($4, '')::interval)",
               purchase->show_id, today(), to, until);
}

static const char *call_off(const struct purchase *purchase)
{
    return sql(as_worker(), "SELECT usher.call_off_show($1::uuid)", purchase->show_id);
}

static void a_show_gets_another_hour_and_its_concert_another_version(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    static const char seen[] = "SELECT s.starts_at = $2::timestamptz + interval '9 days',"
                               " c.version FROM usher.shows s JOIN usher.concerts c"
                               " USING (concert_id) WHERE show_id = $1::uuid";
    CHECK(sql(as_worker(), seen, purchase.show_id, today()), "f|2");
    CHECK(move(&purchase, "9 days", ""), "moved");
    CHECK(sql(as_worker(), seen, purchase.show_id, today()), "t|3");
    CHECK(move(&purchase, "9 days", ""), "unchanged");
    CHECK(sql(as_worker(), seen, purchase.show_id, today()), "t|3");
    CHECK(sql(as_worker(),
              "SELECT kind, moved_to = $2::timestamptz + interval '9 days'"
              " FROM usher.show_changes WHERE show_id = $1::uuid",
              purchase.show_id, today()),
          "moved|t");
    CHECK(sql(as_worker(), "SELECT usher.move_show(gen_random_uuid(), now(), NULL)"), "unknown");
}

static void after_the_hour_a_seat_is_given_back_when_the_show_was_called_off(void)
{
    struct purchase purchase = bought_and_begun();
    CHECK(give_back(&purchase), "too_late|||");
    CHECK(call_off(&purchase), "called_off");
    CHECK(give_back(&purchase), "refunded|100|1000|1");
}

static void after_the_hour_a_seat_is_given_back_when_the_show_was_moved_and_as_long_as_that_says(
    void)
{
    struct purchase purchase = bought_and_begun();
    CHECK(move(&purchase, "-1 day", "-1 second"), "moved");
    CHECK(give_back(&purchase), "too_late|||");
    CHECK(move(&purchase, "-2 days", "1 hour"), "moved");
    CHECK(give_back(&purchase), "refunded|100|1000|1");
    struct purchase for_ever = bought_and_begun();
    CHECK(move(&for_ever, "-1 day", ""), "moved");
    CHECK(give_back(&for_ever), "refunded|100|1000|1");
}

static void who_bought_after_the_move_has_the_cutoff_of_any_other_show(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    CHECK(move(&purchase, "12 hours", ""), "moved");
    (void)pay(as_worker(), &purchase);
    CHECK(give_back(&purchase), "too_late|||");
}

static void a_show_that_is_called_off_sells_nothing_and_is_not_moved(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    CHECK(call_off(&purchase), "called_off");
    CHECK(call_off(&purchase), "unchanged");
    CHECK(move(&purchase, "9 days", ""), "called_off");
    CHECK(pay(as_worker(), &purchase), "!23514 shows_not_called_off");
    CHECK(points_of(purchase.user_id), "1000");
    CHECK(sql(as_worker(), "SELECT usher.call_off_show(gen_random_uuid())"), "unknown");
}

static void a_ticket_that_was_used_is_not_given_back_all_the_same(void)
{
    struct purchase purchase = bought_and_begun();
    CHECK(sql(as_worker(),
              "SELECT outcome FROM usher.check_in((SELECT ticket_id FROM usher.tickets"
              " WHERE reservation_id = ($1::uuid[])[1]), $2::uuid, gen_random_uuid())",
              purchase.reservations, new_user()),
          "checked_in");
    CHECK(call_off(&purchase), "called_off");
    CHECK(give_back(&purchase), "checked_in|||");
}

CU_TestInfo show_changes_tests[] = {
    TEST(a_show_gets_another_hour_and_its_concert_another_version),
    TEST(after_the_hour_a_seat_is_given_back_when_the_show_was_called_off),
    TEST(after_the_hour_a_seat_is_given_back_when_the_show_was_moved_and_as_long_as_that_says),
    TEST(who_bought_after_the_move_has_the_cutoff_of_any_other_show),
    TEST(a_show_that_is_called_off_sells_nothing_and_is_not_moved),
    TEST(a_ticket_that_was_used_is_not_given_back_all_the_same),
    CU_TEST_INFO_NULL,
};
