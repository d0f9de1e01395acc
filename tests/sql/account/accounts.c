/* accounts.c -- tests of users and their wallets. */
#include "sql/support/sql.h"

#define REGISTER "SELECT usher.register_user($1, $2, $3) IS NOT NULL"

static const char *new_email(void)
{
    return arena_printf(test_arena(), "%s@example.com", new_id());
}

static void a_new_user_has_an_empty_wallet(void)
{
    CHECK(points_of(new_user()), "0");
}

static void an_email_registers_once(void)
{
    const char *email = new_email();
    CHECK(sql(as_worker(), REGISTER, email, "hash", "buyer"), "t");
    CHECK(sql(as_worker(), REGISTER, email, "hash", "buyer"), "!23505 users_email_once");
}

static void a_refused_account_breaks_a_rule_by_name(void)
{
    static const struct {
        const char *email, *hash, *role, *refusal;
    } refused[] = {
        {"Ann@example.com", "hash", "buyer", "!23514 users_email_lower_case"},
        {"ab", "hash", "buyer", "!23514 users_email_length"},
        {"ann@example.com", "", "buyer", "!23514 users_password_hash_length"},
        {"ann@example.com", "hash", "king", "!23514 users_role_known"},
    };
    for (size_t i = 0; i < LENGTH(refused); i++)
        CHECK(sql(as_worker(), REGISTER, refused[i].email, refused[i].hash, refused[i].role),
              refused[i].refusal);
}

static void an_email_has_254_characters_at_most(void)
{
    CHECK(sql(as_worker(),
              "SELECT usher.register_user($1 || repeat('x', 254 - length($1)), 'hash',"
              " 'buyer') IS NOT NULL",
              new_email()),
          "t");
    CHECK(sql(as_worker(),
              "SELECT usher.register_user($1 || repeat('x', 255 - length($1)), 'hash',"
              " 'buyer')",
              new_email()),
          "!23514 users_email_length");
}

static void a_hash_is_renewed_unless_it_was_changed_meanwhile(void)
{
    const char *user_id = new_user();
    const char *renew = "SELECT usher.renew_password_hash($1::uuid, $2, $3)";
    CHECK(sql(as_worker(), renew, user_id, "hash", "newer"), "t");
    CHECK(sql(as_worker(), renew, user_id, "hash", "newest"), "f");
    CHECK(
        sql(as_owner(), "SELECT password_hash FROM usher.users WHERE user_id = $1::uuid", user_id),
        "newer");
}

static void a_worker_makes_no_staff_and_no_admin(void)
{
    CHECK(sql(as_worker(), REGISTER, new_email(), "hash", "admin"), "!42501");
    CHECK(sql(as_worker(), REGISTER, new_email(), "hash", "staff"), "!42501");
    CHECK(sql(as_owner(), REGISTER, new_email(), "hash", "admin"), "t");
    CHECK(sql(as_owner(), REGISTER, new_email(), "hash", "staff"), "t");
}

static void a_balance_is_never_negative_and_never_too_high(void)
{
    const char *user_id = new_user();
    CHECK(
        sql(as_owner(), "UPDATE usher.wallets SET balance = -1 WHERE user_id = $1::uuid", user_id),
        "!23514 wallets_balance_not_negative");
    CHECK(sql(as_owner(), "UPDATE usher.wallets SET balance = 100000001 WHERE user_id = $1::uuid",
              user_id),
          "!23514 wallets_balance_limit");
}

static void a_wallet_belongs_to_a_user_who_has_no_other(void)
{
    CHECK(sql(as_owner(), "INSERT INTO usher.wallets VALUES ($1::uuid, 0)", new_id()),
          "!23503 wallets_user_exists");
    CHECK(sql(as_owner(), "INSERT INTO usher.wallets VALUES ($1::uuid, 0)", new_user()),
          "!23505 wallets_user_once");
}

CU_TestInfo accounts_tests[] = {
    TEST(a_new_user_has_an_empty_wallet),
    TEST(an_email_registers_once),
    TEST(a_refused_account_breaks_a_rule_by_name),
    TEST(an_email_has_254_characters_at_most),
    TEST(a_hash_is_renewed_unless_it_was_changed_meanwhile),
    TEST(a_worker_makes_no_staff_and_no_admin),
    TEST(a_balance_is_never_negative_and_never_too_high),
    TEST(a_wallet_belongs_to_a_user_who_has_no_other),
    CU_TEST_INFO_NULL,
};
