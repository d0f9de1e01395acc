/* deliveries.c -- tests of what waits to be told or asked outside: who takes it, and what becomes
 * of it. */
#include "sql/support/sql.h"

#define TAKE "SELECT subject, tries FROM usher.take_delivery('{try}', 60)"
#define STATE                                                                        \
    "SELECT tries, last_error, ended_at IS NOT NULL, extract(epoch FROM next_at"     \
    " - coalesce(ended_at, tried_at))::int FROM usher.deliveries WHERE kind = 'try'" \
    " AND subject = $1"

/* A delivery of a kind that no program knows, due since so long. */
static void add(const char *subject, const char *due)
{
    CHECK(sql(as_owner(),
              "INSERT INTO usher.deliveries (kind, subject, payload, next_at)"
              " VALUES ('try', $1, '{}', now() - $2::interval)",
              subject, due),
          "");
}

static void forget(void)
{
    (void)sql(as_owner(), "DELETE FROM usher.deliveries WHERE kind = 'try'");
}

static const char *end(const char *subject, const char *tries, const char *error, const char *next)
{
    return sql(as_scheduler(),
               "SELECT usher.end_delivery((SELECT delivery_id FROM usher.deliveries"
               " WHERE kind = 'try' AND subject = $1), $2::int, nullif($3, ''),"
               " nullif($4, '')::int)",
               subject, tries, error, next);
}

static void the_one_that_waits_longest_is_taken_first(void)
{
    add("later", "1 second");
    add("first", "1 minute");
    add("not yet", "-1 minute");
    CHECK(sql(as_scheduler(), TAKE), "first|1");
    CHECK(sql(as_scheduler(), TAKE), "later|1");
    CHECK(sql(as_scheduler(), TAKE), "");
    forget();
}

static void whoever_takes_a_delivery_has_it_until_the_lease_is_over(void)
{
    add("one", "1 minute");
    PGconn *other = another_scheduler();
    (void)sql(other, "BEGIN");
    CHECK(sql(other, TAKE), "one|1");
    CHECK(sql(as_scheduler(), TAKE), "");
    (void)sql(other, "COMMIT");
    CHECK(sql(as_scheduler(), TAKE), "");
    (void)sql(as_owner(), "UPDATE usher.deliveries SET next_at = now() WHERE kind = 'try'");
    CHECK(sql(as_scheduler(), TAKE), "one|2");
    CHECK(end("one", "1", "", ""), "f");
    CHECK(end("one", "2", "", ""), "t");
    forget();
}

static void a_try_ends_it_or_puts_it_off_or_gives_it_up(void)
{
    static const char *const rows[][3] = {
        {"", "", "1||t|0"}, {"away", "300", "1|away|f|300"}, {"away", "", "1|away|t|0"}};
    for (size_t i = 0; i < LENGTH(rows); i++) {
        add("one", "0");
        CHECK(sql(as_scheduler(), TAKE), "one|1");
        CHECK(end("one", "1", rows[i][0], rows[i][1]), "t");
        CHECK(sql(as_owner(), STATE, "one"), rows[i][2]);
        CHECK(sql(as_scheduler(), TAKE), "");
        forget();
    }
}

static void other_kinds_are_left_to_programs_that_know_them(void)
{
    add("one", "0");
    CHECK(sql(as_scheduler(), "SELECT count(*) FROM usher.take_delivery('{tried,another}', 60)"),
          "0");
    forget();
}

static const char *reference_of_new_charge(PGconn *conn, const char *user_id)
{
    return sql(conn,
               "SELECT provider_reference FROM usher.create_charge($1::uuid, 500, NULL, NULL)",
               user_id);
}

static void an_event_is_kept_once_and_only_of_a_payment_of_ours(void)
{
    static const char keep[] = "SELECT usher.take_payment_event($1, $2, true)";
    const char *id = new_id();
    const char *reference = reference_of_new_charge(as_worker(), new_user());
    CHECK(sql(as_worker(), keep, id, "somebody's"), "f");
    CHECK(sql(as_worker(), keep, id, reference), "t");
    CHECK(sql(as_worker(), keep, id, reference), "t");
    CHECK(sql(as_owner(),
              "SELECT kind, payload->>'reference' = $2 FROM usher.deliveries WHERE subject = $1",
              id, reference),
          "payment_event|t");
}

static void charges_of_before_are_asked_about_too(void)
{
    const char *said = NULL;
    const char *url = empty_database("charges");
    PGconn *conn = first_release(url);
    const char *user_id =
        sql(conn, "SELECT usher.register_user('ada@example.com', 'hash', 'buyer')");
    const char *old = reference_of_new_charge(conn, user_id);
    (void)sql(conn, "UPDATE usher.charges SET created_at = now() - interval '4 days'");
    const char *young = reference_of_new_charge(conn, user_id);
    apply_numbered_files(conn);
    const char *between = reference_of_new_charge(conn, user_id);
    CU_ASSERT_EQUAL(migrate(url, &said), 0);
    const char *after = reference_of_new_charge(conn, user_id);
    static const char asked[] = "SELECT count(*) FROM usher.deliveries WHERE kind = 'charge'"
                                " AND subject = $1 AND payload->>'reference' = $1";
    CHECK(sql(conn, asked, old), "0");
    CHECK(sql(conn, asked, young), "1");
    CHECK(sql(conn, asked, between), "1");
    CHECK(sql(conn, asked, after), "1");
}

CU_TestInfo deliveries_tests[] = {
    TEST(the_one_that_waits_longest_is_taken_first),
    TEST(whoever_takes_a_delivery_has_it_until_the_lease_is_over),
    TEST(a_try_ends_it_or_puts_it_off_or_gives_it_up),
    TEST(other_kinds_are_left_to_programs_that_know_them),
    TEST(an_event_is_kept_once_and_only_of_a_payment_of_ours),
    TEST(charges_of_before_are_asked_about_too),
    CU_TEST_INFO_NULL,
};
