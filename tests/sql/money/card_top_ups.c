/* card_top_ups.c -- tests of points that are paid for with a card: what the provider says, in every
 * order. */
#include "sql/support/sql.h"

#define PARALLEL 10
#define CREATE                                                       \
    "SELECT outcome FROM usher.create_charge($1::uuid, $2::bigint, " \
    "nullif($3, ''), $4::bytea)"
#define SETTLE                                                     \
    "SELECT outcome, reason FROM usher.settle_charge($1, $2, $3, " \
    "$4::bigint, $5)"

/* A user's charge of 500 points, by its reference. */
struct charge {
    const char *user_id;
    const char *reference;
};

static struct charge new_charge(void)
{
    const char *user_id = new_user();
    return (struct charge){
        .user_id = user_id,
        .reference = sql(as_worker(),
                         "SELECT provider_reference FROM"
                         " usher.create_charge($1::uuid, 500, NULL, NULL)",
                         user_id),
    };
}

/* The provider's word on a charge, told by a new event. */
static const char *settle(const struct charge *charge, const char *status)
{
    return sql(as_worker(), SETTLE, new_id(), charge->reference, status, "500", "KRW");
}

static const char *state(const struct charge *charge)
{
    return sql(as_worker(),
               "SELECT status, reason, points FROM usher.charge_states"
               " WHERE provider_reference = $1",
               charge->reference);
}

/* The ledger transactions of a wallet, and what they bring. */
static const char *credits(const struct charge *charge)
{
    return sql(as_worker(),
               "SELECT count(*), sum(amount) FROM usher.ledger_entries"
               " WHERE account_kind = 'wallet' AND account_id = $1::uuid",
               charge->user_id);
}

static void a_charge_waits_for_the_provider(void)
{
    struct charge charge = new_charge();
    CHECK(state(&charge), "PENDING||");
    CHECK(points_of(charge.user_id), "0");
}

static void a_paid_charge_is_credited_once(void)
{
    struct charge charge = new_charge();
    CHECK(settle(&charge, "PAID"), "completed|");
    CHECK(settle(&charge, "PAID"), "kept|");
    CHECK(state(&charge), "COMPLETED||500");
    CHECK(credits(&charge), "1|500");
}

static void a_completed_charge_has_its_ledger_transaction(void)
{
    struct charge charge = new_charge();
    (void)settle(&charge, "PAID");
    CHECK(sql(as_owner(),
              "SELECT t.kind, e.account_kind, e.amount FROM usher.charges c"
              " JOIN usher.ledger_transactions t USING (transaction_id)"
              " JOIN usher.ledger_entries e USING (transaction_id)"
              " WHERE c.provider_reference = $1 ORDER BY e.amount",
              charge.reference),
          "charge|funding|-500\ncharge|wallet|500");
}

static void an_event_has_its_effect_once(void)
{
    struct charge charge = new_charge();
    const char *id = new_id();
    CHECK(sql(as_worker(), SETTLE, id, charge.reference, "FAILED", "0", ""), "failed|failed");
    CHECK(sql(as_worker(), "SELECT usher.may_settle($1, $2)", id, charge.reference), "f");
    CHECK(sql(as_worker(), "SELECT usher.may_settle($1, $2)", new_id(), charge.reference), "t");
    CHECK(sql(as_worker(), SETTLE, id, charge.reference, "PAID", "500", "KRW"), "repeated|");
    CHECK(state(&charge), "FAILED|failed|");
}

static void an_unknown_reference_changes_nothing(void)
{
    const char *id = new_id();
    CHECK(sql(as_worker(), SETTLE, id, "somebody's", "PAID", "500", "KRW"), "unknown|");
    CHECK(sql(as_worker(), "SELECT usher.may_settle($1, 'somebody''s')", new_id()), "f");
    CHECK(sql(as_owner(), "SELECT count(*) FROM usher.webhook_events WHERE webhook_id = $1", id),
          "0");
}

static void what_is_not_finished_may_be_told_again(void)
{
    struct charge charge = new_charge();
    const char *id = new_id();
    CHECK(sql(as_worker(), SETTLE, id, charge.reference, "READY", "0", ""), "unfinished|");
    CHECK(sql(as_worker(), SETTLE, id, charge.reference, "PAID", "500", "KRW"), "completed|");
}

/* Each row is a new charge, to which the provider says one thing after the other. */
static void only_a_payment_completes_and_nothing_undoes_it(void)
{
    static const struct {
        const char *said[3];
        const char *outcome, *state;
    } rows[] = {
        {{"FAILED", "PAID"}, "completed|", "COMPLETED||500"},
        {{"CANCELLED", "PAID"}, "completed|", "COMPLETED||500"},
        {{"TEST_PAID", "PAID"}, "completed|", "COMPLETED||500"},
        {{"PAID", "FAILED"}, "kept|failed", "COMPLETED||500"},
        {{"PAID", "CANCELLED"}, "kept|cancelled", "COMPLETED||500"},
        {{"PAID", "PARTIAL_CANCELLED"}, "kept|cancelled", "COMPLETED||500"},
        {{"PAID", "READY"}, "unfinished|", "COMPLETED||500"},
        {{"FAILED", "CANCELLED"}, "failed|cancelled", "FAILED|cancelled|"},
        {{"FAILED", "READY"}, "unfinished|", "FAILED|failed|"},
        {{"PARTIAL_CANCELLED"}, "completed|", "COMPLETED||500"},
        {{"FAILED", "PARTIAL_CANCELLED"}, "completed|", "COMPLETED||500"},
        {{"TEST_PAID"}, "failed|test_payment", "FAILED|test_payment|"},
        {{"VIRTUAL_ACCOUNT_ISSUED"}, "unfinished|", "PENDING||"},
        {{"FAILED", "PAID", "CANCELLED"}, "kept|cancelled", "COMPLETED||500"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct charge charge = new_charge();
        const char *outcome = "";
        for (size_t j = 0; j < LENGTH(rows[i].said) && rows[i].said[j]; j++)
            outcome = settle(&charge, rows[i].said[j]);
        CHECK(outcome, rows[i].outcome);
        CHECK(state(&charge), rows[i].state);
    }
}

static void of_a_payment_cancelled_in_part_before_we_knew_the_rest_is_credited(void)
{
    static const struct {
        const char *left, *outcome, *credits;
    } rows[] = {
        {"0", "failed|cancelled", "0|"},
        {"1", "completed|", "1|1"},
        {"300", "completed|", "1|300"},
        {"501", "failed|amount_differs", "0|"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct charge charge = new_charge();
        CHECK(sql(as_worker(), SETTLE, new_id(), charge.reference, "PARTIAL_CANCELLED",
                  rows[i].left, "KRW"),
              rows[i].outcome);
        CHECK(credits(&charge), rows[i].credits);
    }
    struct charge charge = new_charge();
    CHECK(sql(as_worker(), SETTLE, new_id(), charge.reference, "PARTIAL_CANCELLED", "300", "USD"),
          "failed|currency_differs");
}

static void another_amount_or_currency_credits_nothing(void)
{
    static const struct {
        const char *amount, *currency, *outcome;
    } rows[] = {
        {"499", "KRW", "failed|amount_differs"},   {"501", "KRW", "failed|amount_differs"},
        {"500", "USD", "failed|currency_differs"}, {"5", "USD", "failed|currency_differs"},
        {"500", "krw", "failed|currency_differs"}, {"500", "KRW", "completed|"},
    };
    struct charge charge = new_charge();
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK(sql(as_worker(), SETTLE, new_id(), charge.reference, "PAID", rows[i].amount,
                  rows[i].currency),
              rows[i].outcome);
    CHECK(credits(&charge), "1|500");
}

static void a_full_wallet_takes_the_payment_when_there_is_room(void)
{
    struct charge charge = new_charge();
    const char *id = new_id();
    for (int i = 0; i < 10; i++)
        (void)sql(as_worker(), "SELECT usher.charge_points($1::uuid, 10000000, NULL, NULL)",
                  charge.user_id);
    CHECK(sql(as_worker(), SETTLE, id, charge.reference, "PAID", "500", "KRW"),
          "!23514 wallets_balance_limit");
    CHECK(state(&charge), "PENDING||");
    CHECK(sql(as_worker(), "SELECT usher.may_settle($1, $2)", id, charge.reference), "t");
}

static void what_may_still_be_paid_counts_for_an_hour(void)
{
    const char *user_id = new_user_with_points("500");
    for (int i = 0; i < 9; i++)
        CHECK(sql(as_worker(), CREATE, user_id, "10000000", "", "\\x01"), "created");
    CHECK(sql(as_worker(), CREATE, user_id, "9999501", "", "\\x01"),
          "!23514 wallets_balance_limit");
    CHECK(sql(as_worker(), CREATE, user_id, "9999500", "", "\\x01"), "created");
    (void)sql(as_owner(),
              "UPDATE usher.charges SET created_at = now() - interval '1 hour'"
              " WHERE user_id = $1::uuid",
              user_id);
    CHECK(sql(as_worker(), CREATE, user_id, "10000000", "", "\\x01"), "created");
}

static void a_key_makes_one_charge(void)
{
    const char *user_id = new_user();
    CHECK(sql(as_worker(), CREATE, user_id, "500", "k", "\\x01"), "created");
    CHECK(sql(as_worker(), CREATE, user_id, "500", "k", "\\x01"), "replayed");
    CHECK(sql(as_worker(), CREATE, user_id, "501", "k", "\\x02"), "key_reused");
    CHECK(sql(as_worker(), "SELECT outcome FROM usher.charge_points($1::uuid, 500, 'k', '\\x01')",
              user_id),
          "key_reused");
    CHECK(sql(as_owner(), "SELECT count(*) FROM usher.charges WHERE user_id = $1::uuid", user_id),
          "1");
}

static void events_at_the_same_moment_credit_once(void)
{
    struct charge charge = new_charge();
    PGconn *conns[PARALLEL];
    for (int i = 0; i < PARALLEL; i++)
        conns[i] = another_worker();
    /* Half of them are the same event. */
    const char *id = new_id();
    for (int i = 0; i < PARALLEL; i++)
        sql_send(conns[i], SETTLE, i % 2 ? id : new_id(), charge.reference, "PAID", "500", "KRW");
    int completed = 0, refused = 0;
    for (int i = 0; i < PARALLEL; i++) {
        char first = sql_answer(conns[i])[0];
        completed += first == 'c';
        refused += first == '!';
    }
    CU_ASSERT_EQUAL(completed, 1);
    CU_ASSERT_EQUAL(refused, 0);
    CHECK(credits(&charge), "1|500");
}

static void a_completed_charge_is_never_changed_nor_any_deleted(void)
{
    struct charge charge = new_charge();
    (void)settle(&charge, "PAID");
    CHECK(sql(as_owner(), "UPDATE usher.charges SET amount = 1 WHERE provider_reference = $1",
              charge.reference),
          "!42501 append_only");
    CHECK(sql(as_owner(), "DELETE FROM usher.charges WHERE false"), "!42501 append_only");
    CHECK(sql(as_owner(), "TRUNCATE usher.charges"), "!42501 append_only");
}

static void a_charge_breaks_no_rule_by_name(void)
{
    static const struct {
        const char *set, *refusal;
    } refused[] = {
        {"status = 'PAID'", "!23514 charges_status_known"},
        {"status = 'COMPLETED', completed_at = now()", "!23514 charges_completed_by_transaction"},
        {"completed_at = now()", "!23514 charges_completed_at_a_time"},
        {"status = 'FAILED'", "!23514 charges_failed_for_a_reason"},
        {"status = 'FAILED', reason = 'so'", "!23514 charges_reason_known"},
        {"amount = 0", "!23514 charge_amount_range"},
        {"user_id = usher.uuid_v7()", "!23503 charges_wallet_exists"},
    };
    struct charge charge = new_charge();
    for (size_t i = 0; i < LENGTH(refused); i++)
        CHECK(sql(as_owner(),
                  arena_printf(test_arena(), "UPDATE usher.charges SET %s WHERE user_id = $1::uuid",
                               refused[i].set),
                  charge.user_id),
              refused[i].refusal);
}

CU_TestInfo card_charges_tests[] = {
    TEST(a_charge_waits_for_the_provider),
    TEST(a_paid_charge_is_credited_once),
    TEST(a_completed_charge_has_its_ledger_transaction),
    TEST(an_event_has_its_effect_once),
    TEST(an_unknown_reference_changes_nothing),
    TEST(what_is_not_finished_may_be_told_again),
    TEST(only_a_payment_completes_and_nothing_undoes_it),
    TEST(of_a_payment_cancelled_in_part_before_we_knew_the_rest_is_credited),
    TEST(another_amount_or_currency_credits_nothing),
    TEST(a_full_wallet_takes_the_payment_when_there_is_room),
    TEST(what_may_still_be_paid_counts_for_an_hour),
    TEST(a_key_makes_one_charge),
    TEST(events_at_the_same_moment_credit_once),
    TEST(a_completed_charge_is_never_changed_nor_any_deleted),
    TEST(a_charge_breaks_no_rule_by_name),
    CU_TEST_INFO_NULL,
};
