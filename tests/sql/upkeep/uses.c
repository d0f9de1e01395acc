/* uses.c -- tests of how often somebody does what leaves a record. */
#include "sql/support/sql.h"

#define CHARGE "SELECT outcome FROM usher.charge_points($1::uuid, 1, nullif($2, ''), '\\x00')"

/* As if the user had done it so often, in an hour that began so long ago. */
static void used(const char *user_id, const char *what, const char *count, const char *ago)
{
    CHECK(sql(as_owner(),
              "INSERT INTO usher.uses VALUES ($1::uuid, $2, now() - $4::interval, $3::int)"
              " ON CONFLICT ON CONSTRAINT uses_once DO UPDATE SET count = excluded.count,"
              " since = excluded.since",
              user_id, what, count, ago),
          "");
}

static void more_than_a_hundred_top_ups_an_hour_are_refused_by_card_or_without(void)
{
    const char *user_id = new_user();
    CHECK(sql(as_worker(), CHARGE, user_id, "first"), "charged");
    used(user_id, "top_up", "99", "59 minutes");
    CHECK(sql(as_worker(), CHARGE, user_id, ""), "charged");
    CHECK(sql(as_worker(), CHARGE, user_id, ""), "!53400 uses_an_hour");
    CHECK(sql(as_worker(), "SELECT outcome FROM usher.create_charge($1::uuid, 1, NULL, NULL)",
              user_id),
          "!53400 uses_an_hour");
    CHECK(sql(as_worker(), CHARGE, user_id, "first"), "replayed");
    CHECK(points_of(user_id), "2");
    CHECK(sql(as_worker(), CHARGE, new_user(), ""), "charged");
}

static void an_hour_later_it_is_counted_anew(void)
{
    const char *user_id = new_user();
    used(user_id, "top_up", "100", "1 hour");
    CHECK(sql(as_worker(), CHARGE, user_id, ""), "charged");
    CHECK(sql(as_owner(), "SELECT count FROM usher.uses WHERE user_id = $1::uuid", user_id), "1");
    /* Or when the clock was set back behind it. */
    used(user_id, "top_up", "100", "-10 minutes");
    CHECK(sql(as_worker(), CHARGE, user_id, ""), "charged");
}

static void refunds_sign_ins_and_refreshes_have_a_rate(void)
{
    struct purchase purchase = new_purchase("1000", "{1,2}");
    CHECK(pay(as_worker(), &purchase), "paid|200|800|A1,A2");
    struct return_of seat = return_of_seat(&purchase, "1");
    used(purchase.user_id, "refund", "100", "1 minute");
    CHECK(refund(as_worker(), &seat), "!53400 uses_an_hour");
    used(purchase.user_id, "refund", "100", "1 hour");
    CHECK(refund(as_worker(), &seat), "refunded|100|900|1");

    static const char open[] = "SELECT usher.open_session($1::uuid, sha256($2::bytea), now()"
                               " + interval '1 day') IS NOT NULL";
    used(purchase.user_id, "session", "99", "1 minute");
    CHECK(sql(as_worker(), open, purchase.user_id, "uses first"), "t");
    CHECK(sql(as_worker(), open, purchase.user_id, "uses second"), "!53400 uses_an_hour");

    used(purchase.user_id, "refresh", "300", "1 minute");
    CHECK(sql(as_worker(), "SELECT outcome FROM usher.rotate_session(sha256('uses first'),"
                           " sha256('uses third'), now() + interval '1 day')"),
          "!53400 uses_an_hour");
    used(purchase.user_id, "refresh", "299", "1 minute");
    CHECK(sql(as_worker(), "SELECT outcome FROM usher.rotate_session(sha256('uses first'),"
                           " sha256('uses third'), now() + interval '1 day')"),
          "rotated");
}

static void what_was_counted_is_forgotten_after_the_hour(void)
{
    const char *user_id = new_user();
    used(user_id, "top_up", "5", "1 hour");
    used(user_id, "refund", "5", "59 minutes");
    (void)sql(as_scheduler(), "SELECT * FROM usher.forget_expired(1000000)");
    CHECK(sql(as_owner(), "SELECT what FROM usher.uses WHERE user_id = $1::uuid", user_id),
          "refund");
}

CU_TestInfo uses_tests[] = {
    TEST(more_than_a_hundred_top_ups_an_hour_are_refused_by_card_or_without),
    TEST(an_hour_later_it_is_counted_anew),
    TEST(refunds_sign_ins_and_refreshes_have_a_rate),
    TEST(what_was_counted_is_forgotten_after_the_hour),
    CU_TEST_INFO_NULL,
};
