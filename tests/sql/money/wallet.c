/* wallet.c -- tests of points into a wallet. */
#include "sql/support/sql.h"

#define PARALLEL 20

#define CHARGE "SELECT * FROM usher.charge_points($1::uuid, $2::bigint, nullif($3, ''), $4::bytea)"

static const char *charge(const char *user_id, const char *amount)
{
    return sql(as_worker(), CHARGE, user_id, amount, "", "\\x01");
}

static void a_charge_adds_to_the_balance(void)
{
    const char *user_id = new_user();
    CHECK(charge(user_id, "300"), "charged|300|300");
    CHECK(charge(user_id, "50"), "charged|350|50");
    CHECK(points_of(user_id), "350");
}

static void an_amount_out_of_range_is_refused(void)
{
    const char *user_id = new_user();
    CHECK(charge(user_id, "0"), "!23514 charge_amount_range");
    CHECK(charge(user_id, "-500"), "!23514 charge_amount_range");
    CHECK(charge(user_id, "10000001"), "!23514 charge_amount_range");
    CHECK(charge(user_id, "10000000"), "charged|10000000|10000000");
}

static void a_balance_has_its_limit(void)
{
    const char *user_id = new_user();
    for (int i = 0; i < 10; i++)
        (void)charge(user_id, "10000000");
    CHECK(charge(user_id, "1"), "!23514 wallets_balance_limit");
    CHECK(points_of(user_id), "100000000");
}

static void a_charge_comes_from_the_funding(void)
{
    const char *user_id = new_user_with_points("300");
    CHECK(sql(as_worker(),
              "SELECT o.account_kind, o.amount FROM usher.ledger_entries w"
              " JOIN usher.ledger_entries o USING (transaction_id)"
              " WHERE w.account_id = $1::uuid ORDER BY o.amount",
              user_id),
          "funding|-300\nwallet|300");
}

static void a_user_without_a_wallet_gets_one(void)
{
    const char *user_id = sql(as_owner(),
                              "INSERT INTO usher.users (email, password_hash, role)"
                              " VALUES ($1, 'hash', 'buyer') RETURNING user_id",
                              new_id());
    CHECK(charge(user_id, "7"), "charged|7|7");
}

static void nobody_has_no_wallet(void)
{
    CHECK(charge(new_id(), "7"), "!23503 wallets_user_exists");
}

static void a_repeated_key_charges_once_and_answers_the_same(void)
{
    const char *user_id = new_user();
    CHECK(sql(as_worker(), CHARGE, user_id, "300", "k", "\\x01"), "charged|300|300");
    CHECK(charge(user_id, "50"), "charged|350|50");
    CHECK(sql(as_worker(), CHARGE, user_id, "300", "k", "\\x01"), "replayed|300|300");
    CHECK(points_of(user_id), "350");
}

static void a_key_with_another_body_is_refused(void)
{
    const char *user_id = new_user();
    CHECK(sql(as_worker(), CHARGE, user_id, "300", "k", "\\x01"), "charged|300|300");
    CHECK(sql(as_worker(), CHARGE, user_id, "400", "k", "\\x02"), "key_reused||");
    CHECK(points_of(user_id), "300");
}

static void a_key_is_its_users_own(void)
{
    CHECK(sql(as_worker(), CHARGE, new_user(), "300", "k", "\\x01"), "charged|300|300");
    CHECK(sql(as_worker(), CHARGE, new_user(), "300", "k", "\\x01"), "charged|300|300");
}

static void a_key_has_255_characters_at_most(void)
{
    const char *longest = sql(as_worker(), "SELECT repeat('k', 255)");
    const char *too_long = sql(as_worker(), "SELECT repeat('k', 256)");
    CHECK(sql(as_worker(), CHARGE, new_user(), "1", longest, "\\x01"), "charged|1|1");
    CHECK(sql(as_worker(), CHARGE, new_user(), "1", too_long, "\\x01"),
          "!23514 idempotency_key_length");
}

static void a_key_of_the_day_before_is_new(void)
{
    const char *user_id = new_user();
    (void)sql(as_worker(), CHARGE, user_id, "300", "k", "\\x01");
    (void)sql(as_owner(),
              "UPDATE usher.idempotency SET created_at = now() - interval '24 hours'"
              " WHERE user_id = $1::uuid",
              user_id);
    CHECK(sql(as_worker(), CHARGE, user_id, "5", "k", "\\x02"), "charged|305|5");
    CHECK(sql(as_worker(), CHARGE, user_id, "5", "k", "\\x02"), "replayed|305|5");
}

static void a_refused_charge_may_be_tried_again_with_its_key(void)
{
    const char *user_id = new_user();
    CHECK(sql(as_worker(), CHARGE, user_id, "0", "k", "\\x01"), "!23514 charge_amount_range");
    CHECK(sql(as_worker(), CHARGE, user_id, "1", "k", "\\x02"), "charged|1|1");
}

static void a_second_call_is_told_that_the_first_is_running(void)
{
    const char *user_id = new_user();
    PGconn *first = another_worker();
    (void)sql(first, "BEGIN");
    CHECK(sql(first, CHARGE, user_id, "300", "k", "\\x01"), "charged|300|300");
    CHECK(sql(as_worker(), CHARGE, user_id, "300", "k", "\\x01"), "in_flight||");
    (void)sql(first, "COMMIT");
    CHECK(sql(as_worker(), CHARGE, user_id, "300", "k", "\\x01"), "replayed|300|300");
}

static void charges_at_the_same_moment_all_succeed(void)
{
    const char *user_id = new_user();
    PGconn *conns[PARALLEL];
    for (int i = 0; i < PARALLEL; i++)
        conns[i] = another_worker();
    for (int i = 0; i < PARALLEL; i++)
        sql_send(conns[i], "SELECT outcome FROM usher.charge_points($1::uuid, 10, NULL, NULL)",
                 user_id);
    for (int i = 0; i < PARALLEL; i++)
        CHECK(sql_answer(conns[i]), "charged");
    CHECK(points_of(user_id), "200");
}

CU_TestInfo charges_tests[] = {
    TEST(a_charge_adds_to_the_balance),
    TEST(an_amount_out_of_range_is_refused),
    TEST(a_balance_has_its_limit),
    TEST(a_charge_comes_from_the_funding),
    TEST(a_user_without_a_wallet_gets_one),
    TEST(nobody_has_no_wallet),
    TEST(a_repeated_key_charges_once_and_answers_the_same),
    TEST(a_key_with_another_body_is_refused),
    TEST(a_key_is_its_users_own),
    TEST(a_key_has_255_characters_at_most),
    TEST(a_key_of_the_day_before_is_new),
    TEST(a_refused_charge_may_be_tried_again_with_its_key),
    TEST(a_second_call_is_told_that_the_first_is_running),
    TEST(charges_at_the_same_moment_all_succeed),
    CU_TEST_INFO_NULL,
};
