/* sessions.c -- tests of refresh tokens and their families. */
#include "sql/support/sql.h"

#define ROTATE                                                                                   \
    "SELECT outcome FROM usher.rotate_session(sha256($1::bytea), sha256($2::bytea), now() + '1 " \
    "day')"

/* A token of a new family, open for the given interval. */
static const char *new_token(const char *user_id, const char *lasts)
{
    const char *token = new_id();
    (void)sql(as_worker(),
              "SELECT usher.open_session($1::uuid, sha256($2::bytea), now() + $3::interval)",
              user_id, token, lasts);
    return token;
}

static const char *rotate(const char *token, const char *successor)
{
    return sql(as_worker(), ROTATE, token, successor);
}

static void rotating_spends_the_token_and_opens_the_next(void)
{
    const char *second = new_id();
    CHECK(rotate(new_token(new_user(), "1 day"), second), "rotated");
    CHECK(rotate(second, new_id()), "rotated");
}

static void rotating_says_whose_session_it_is(void)
{
    const char *user_id = new_user();
    const char *token = new_token(user_id, "1 day");
    CHECK(
        sql(as_worker(),
            "SELECT r.user_id = u.user_id, r.role, r.email = u.email, r.family_id IS NOT NULL"
            " FROM usher.users u, usher.rotate_session(sha256($1::bytea), sha256('n' || $1::bytea),"
            " now() + '1 day') r WHERE u.user_id = $2::uuid",
            token, user_id),
        "t|buyer|t|t");
}

static void a_spent_token_revokes_its_family(void)
{
    const char *first = new_token(new_user(), "1 day");
    const char *second = new_id();
    CHECK(rotate(first, second), "rotated");
    CHECK(rotate(first, new_id()), "spent");
    CHECK(rotate(second, new_id()), "revoked");
}

static void other_families_of_the_user_stay_open(void)
{
    const char *user_id = new_user();
    const char *stolen = new_token(user_id, "1 day");
    const char *other = new_token(user_id, "1 day");
    CHECK(rotate(stolen, new_id()), "rotated");
    CHECK(rotate(stolen, new_id()), "spent");
    CHECK(rotate(other, new_id()), "rotated");
}

static void an_unknown_token_is_nobodys(void)
{
    CHECK(sql(as_worker(),
              "SELECT * FROM usher.rotate_session(sha256($1::bytea), sha256('x'),"
              " now() + '1 day')",
              new_id()),
          "unknown||||");
}

static void an_expired_token_opens_nothing(void)
{
    const char *next = new_id();
    CHECK(rotate(new_token(new_user(), "-1 second"), next), "expired");
    CHECK(rotate(next, new_id()), "unknown");
}

static void a_token_used_twice_at_the_same_moment_has_one_winner(void)
{
    const char *token = new_token(new_user(), "1 day");
    PGconn *first = another_worker();
    PGconn *second = another_worker();
    (void)sql(first, "BEGIN");
    CHECK(sql(first, ROTATE, token, new_id()), "rotated");
    sql_send(second, ROTATE, token, new_id());
    CU_ASSERT_TRUE(sql_waits(second));
    (void)sql(first, "COMMIT");
    CHECK(sql_answer(second), "spent");
}

static void a_closed_session_is_revoked_and_may_be_closed_again(void)
{
    const char *user_id = new_user();
    const char *token = new_id();
    const char *family_id =
        sql(as_worker(), "SELECT usher.open_session($1::uuid, sha256($2::bytea), now() + '1 day')",
            user_id, token);
    CHECK(sql(as_worker(), "SELECT usher.close_session($1::uuid, $2::uuid)", family_id, user_id),
          "t");
    CHECK(sql(as_worker(), "SELECT usher.close_session($1::uuid, $2::uuid)", family_id, user_id),
          "t");
    CHECK(rotate(token, new_id()), "revoked");
}

static void nobody_closes_the_session_of_another(void)
{
    const char *token = new_id();
    const char *family_id =
        sql(as_worker(), "SELECT usher.open_session($1::uuid, sha256($2::bytea), now() + '1 day')",
            new_user(), token);
    CHECK(sql(as_worker(), "SELECT usher.close_session($1::uuid, $2::uuid)", family_id, new_user()),
          "f");
    CHECK(rotate(token, new_id()), "rotated");
}

static void a_refused_session_breaks_a_rule_by_name(void)
{
    const char *user_id = new_user();
    const char *open = "SELECT usher.open_session($1::uuid, $2::bytea, now())";
    CHECK(sql(as_worker(), open, user_id, "\\x00"), "!23514 refresh_tokens_hash_length");
    CHECK(sql(as_worker(), open, new_id(), "\\x00"), "!23503 refresh_families_user_exists");
    const char *hash = sql(as_worker(), "SELECT sha256($1::bytea)", new_id());
    (void)sql(as_worker(), open, user_id, hash);
    CHECK(sql(as_worker(), open, user_id, hash), "!23505 refresh_tokens_hash_once");
}

static const char *read_session(const char *token)
{
    return sql(as_worker(), "SELECT outcome FROM usher.read_session(sha256($1::bytea))", token);
}

static void reading_a_session_spends_nothing(void)
{
    const char *user_id = new_user();
    const char *token = new_token(user_id, "1 day");
    CHECK(read_session(token), "open");
    CHECK(sql(as_worker(),
              "SELECT r.outcome, r.user_id = u.user_id, r.role, r.email = u.email,"
              " r.family_id IS NOT NULL FROM usher.users u, usher.read_session(sha256($1::bytea)) r"
              " WHERE u.user_id = $2::uuid",
              token, user_id),
          "open|t|buyer|t|t");
    CHECK(rotate(token, new_id()), "rotated");
}

static void a_session_that_is_over_is_not_read(void)
{
    CHECK(read_session(new_id()), "unknown");
    CHECK(read_session(new_token(new_user(), "-1 second")), "expired");
}

static void reading_by_a_spent_token_revokes_its_family(void)
{
    const char *first = new_token(new_user(), "1 day");
    const char *second = new_id();
    CHECK(rotate(first, second), "rotated");
    CHECK(read_session(first), "spent");
    CHECK(read_session(second), "revoked");
    CHECK(rotate(second, new_id()), "revoked");
}

CU_TestInfo sessions_tests[] = {
    TEST(rotating_spends_the_token_and_opens_the_next),
    TEST(rotating_says_whose_session_it_is),
    TEST(a_spent_token_revokes_its_family),
    TEST(other_families_of_the_user_stay_open),
    TEST(an_unknown_token_is_nobodys),
    TEST(an_expired_token_opens_nothing),
    TEST(a_token_used_twice_at_the_same_moment_has_one_winner),
    TEST(reading_a_session_spends_nothing),
    TEST(a_session_that_is_over_is_not_read),
    TEST(reading_by_a_spent_token_revokes_its_family),
    TEST(a_closed_session_is_revoked_and_may_be_closed_again),
    TEST(nobody_closes_the_session_of_another),
    TEST(a_refused_session_breaks_a_rule_by_name),
    CU_TEST_INFO_NULL,
};
