/* expiry.c -- tests of what is forgotten: old idempotency records, expired refresh tokens and
 * webhooks of last week. */
#include "sql/support/sql.h"

#define FORGET "SELECT * FROM usher.forget_expired($1::int)"

static void forget_what_others_left(void)
{
    (void)sql(as_scheduler(), FORGET, "1000000");
}

static void charge_with_key(const char *user_id, const char *key, const char *age)
{
    (void)sql(as_worker(), "SELECT usher.charge_points($1::uuid, 1, $2, '\\x00')", user_id, key);
    (void)sql(as_owner(),
              "UPDATE usher.idempotency SET created_at = now() - $3::interval"
              " WHERE user_id = $1::uuid AND key = $2",
              user_id, key, age);
}

static void open_session(const char *user_id, const char *lasts)
{
    (void)sql(as_worker(),
              "SELECT usher.open_session($1::uuid, sha256($2::bytea),"
              " now() + $3::interval)",
              user_id, new_id(), lasts);
}

static void a_key_is_forgotten_after_a_day_and_not_before(void)
{
    forget_what_others_left();
    const char *user_id = new_user();
    charge_with_key(user_id, "old", "24 hours");
    charge_with_key(user_id, "young", "23 hours 59 minutes");
    CHECK(sql(as_scheduler(), FORGET, "10"), "1|0|0");
    CHECK(sql(as_owner(), "SELECT key FROM usher.idempotency WHERE user_id = $1::uuid", user_id),
          "young");
}

static void a_session_goes_with_its_last_token(void)
{
    forget_what_others_left();
    const char *user_id = new_user();
    open_session(user_id, "-1 second");
    open_session(user_id, "1 hour");
    CHECK(sql(as_scheduler(), FORGET, "10"), "0|1|0");
    CHECK(sql(as_owner(), "SELECT count(*) FROM usher.refresh_families WHERE user_id = $1::uuid",
              user_id),
          "1");
}

static void a_session_with_a_living_token_stays(void)
{
    forget_what_others_left();
    const char *user_id = new_user();
    open_session(user_id, "1 hour");
    (void)sql(as_owner(),
              "INSERT INTO usher.refresh_tokens (token_hash, family_id, expires_at)"
              " SELECT sha256($2::bytea), family_id, now() - interval '1 day'"
              " FROM usher.refresh_families WHERE user_id = $1::uuid",
              user_id, new_id());
    CHECK(sql(as_scheduler(), FORGET, "10"), "0|1|0");
    CHECK(sql(as_owner(), "SELECT count(*) FROM usher.refresh_families WHERE user_id = $1::uuid",
              user_id),
          "1");
}

static void a_call_forgets_no_more_than_it_is_told(void)
{
    forget_what_others_left();
    const char *user_id = new_user();
    charge_with_key(user_id, "a", "2 days");
    charge_with_key(user_id, "b", "3 days");
    open_session(user_id, "-1 day");
    open_session(user_id, "-2 days");
    CHECK(sql(as_scheduler(), FORGET, "1"), "1|1|0");
    CHECK(sql(as_scheduler(), FORGET, "1"), "1|1|0");
    CHECK(sql(as_scheduler(), FORGET, "1"), "0|0|0");
}

static void a_webhook_is_forgotten_after_a_week_and_not_before(void)
{
    forget_what_others_left();
    const char *const ids[] = {new_id(), new_id()};
    (void)sql(as_owner(),
              "INSERT INTO usher.webhook_events (webhook_id, created_at)"
              " VALUES ($1, now() - interval '7 days'),"
              " ($2, now() - interval '6 days 23 hours 59 minutes')",
              ids[0], ids[1]);
    CHECK(sql(as_scheduler(), FORGET, "10"), "0|0|1");
    CHECK(
        sql(as_owner(), "SELECT count(*) FROM usher.webhook_events WHERE webhook_id = $1", ids[1]),
        "1");
}

static void add_delivery(const char *ended, const char *error)
{
    (void)sql(as_owner(),
              "INSERT INTO usher.deliveries (kind, subject, payload, ended_at, last_error)"
              " VALUES ('try', $1, '{}', now() - nullif($2, '')::interval, nullif($3, ''))",
              new_id(), ended, error);
}

static void a_delivery_goes_a_week_after_it_was_done_and_later_when_it_was_given_up(void)
{
    forget_what_others_left();
    add_delivery("7 days", "");
    add_delivery("6 days", "");
    add_delivery("90 days", "failed");
    add_delivery("89 days", "failed");
    add_delivery("", "failed");
    CHECK(sql(as_scheduler(), FORGET, "10"), "0|0|2");
    CHECK(sql(as_owner(), "WITH gone AS (DELETE FROM usher.deliveries WHERE kind = 'try'"
                          " RETURNING 1) SELECT count(*) FROM gone"),
          "3");
}

CU_TestInfo expiry_tests[] = {
    TEST(a_key_is_forgotten_after_a_day_and_not_before),
    TEST(a_session_goes_with_its_last_token),
    TEST(a_session_with_a_living_token_stays),
    TEST(a_webhook_is_forgotten_after_a_week_and_not_before),
    TEST(a_call_forgets_no_more_than_it_is_told),
    TEST(a_delivery_goes_a_week_after_it_was_done_and_later_when_it_was_given_up),
    CU_TEST_INFO_NULL,
};
