/* concerts.c -- tests of concerts: the policy's limits, and the ways between the states. */
#include "sql/support/sql.h"

#define STATE "SELECT * FROM usher.set_concert_state($1::uuid, $2)"

static const char *concert_in(const char *state)
{
    const char *concert_id = new_concert();
    (void)sql(as_owner(), "UPDATE usher.concerts SET state = $2 WHERE concert_id = $1::uuid",
              concert_id, state);
    return concert_id;
}

static void a_policy_that_is_left_out_has_its_defaults(void)
{
    const char *concert_id =
        sql(as_worker(), "SELECT usher.create_concert('Spring', 'Dome', NULL, NULL, NULL, NULL,"
                         " NULL, NULL, NULL, NULL, NULL, NULL)");
    CHECK(sql(as_worker(),
              "SELECT state, admit_per_second, max_active, admission_seconds, claim_seconds,"
              " grace_seconds, hold_seconds, max_seats_per_user, refund_cutoff_seconds, queueing,"
              " version FROM usher.concerts WHERE concert_id = $1::uuid",
              concert_id),
          "SCHEDULED|100|1000|300|60|300|300|4|86400|fifo|1");
}

static void a_policy_out_of_range_breaks_a_rule_by_name(void)
{
    static const struct {
        const char *column, *lowest, *highest;
    } policies[] = {
        {"admit_per_second", "1", "100000"}, {"max_active", "1", "1000000"},
        {"admission_seconds", "1", "86400"}, {"claim_seconds", "1", "86400"},
        {"grace_seconds", "0", "86400"},     {"hold_seconds", "1", "86400"},
        {"max_seats_per_user", "1", "100"},  {"refund_cutoff_seconds", "0", "31536000"},
    };
    const char *concert_id = new_concert();
    for (size_t i = 0; i < LENGTH(policies); i++) {
        const char *column = policies[i].column;
        const char *set = arena_printf(test_arena(),
                                       "UPDATE usher.concerts SET %s = $2::int + $3"
                                       "::int WHERE concert_id = $1::uuid",
                                       column);
        const char *refusal = arena_printf(test_arena(), "!23514 concerts_%s_range", column);
        CHECK(sql(as_owner(), set, concert_id, policies[i].lowest, "0"), "");
        CHECK(sql(as_owner(), set, concert_id, policies[i].highest, "0"), "");
        CHECK(sql(as_owner(), set, concert_id, policies[i].lowest, "-1"), refusal);
        CHECK(sql(as_owner(), set, concert_id, policies[i].highest, "1"), refusal);
    }
}

static void a_concert_without_sense_breaks_a_rule_by_name(void)
{
    static const struct {
        const char *change, *refusal;
    } refused[] = {
        {"name = ''", "!23514 concerts_name_length"},
        {"name = repeat('x', 201)", "!23514 concerts_name_length"},
        {"venue = ''", "!23514 concerts_venue_length"},
        {"venue = repeat('x', 201)", "!23514 concerts_venue_length"},
        {"state = 'DONE'", "!23514 concerts_state_known"},
    };
    const char *concert_id = new_concert();
    for (size_t i = 0; i < LENGTH(refused); i++)
        CHECK(sql(as_owner(),
                  arena_printf(test_arena(), "UPDATE usher.concerts SET %s WHERE concert_id = $1",
                               refused[i].change),
                  concert_id),
              refused[i].refusal);
}

static void a_queue_is_formed_in_a_known_way(void)
{
    CHECK(make_concert("0 s", "bribes"), "!23514 concerts_queueing_known");
}

static void an_update_keeps_what_it_does_not_name(void)
{
    CHECK(sql(as_worker(),
              "SELECT name, venue, max_active, hold_seconds, opens_at IS NOT NULL, version FROM"
              " usher.update_concert($1::uuid, NULL, 'Arena', NULL, NULL, 5, NULL, NULL, NULL,"
              " NULL, NULL, NULL, NULL)",
              new_concert()),
          "Spring|Arena|5|300|t|2");
}

static void no_concert_no_update(void)
{
    CHECK(sql(as_worker(),
              "SELECT * FROM usher.update_concert($1::uuid, 'X', NULL, NULL, NULL, NULL, NULL,"
              " NULL, NULL, NULL, NULL, NULL, NULL)",
              new_id()),
          "");
}

static void a_state_is_reached_only_from_the_right_ones(void)
{
    static const struct {
        const char *from, *verb, *answer;
    } steps[] = {
        {"SCHEDULED", "open", "changed|OPEN"},
        {"SCHEDULED", "pause", "not_allowed|SCHEDULED"},
        {"SCHEDULED", "resume", "not_allowed|SCHEDULED"},
        {"SCHEDULED", "close", "changed|CLOSED"},
        {"OPEN", "open", "unchanged|OPEN"},
        {"OPEN", "pause", "changed|PAUSED"},
        {"OPEN", "resume", "unchanged|OPEN"},
        {"OPEN", "close", "changed|CLOSED"},
        {"PAUSED", "open", "not_allowed|PAUSED"},
        {"PAUSED", "pause", "unchanged|PAUSED"},
        {"PAUSED", "resume", "changed|OPEN"},
        {"PAUSED", "close", "changed|CLOSED"},
        {"CLOSED", "open", "not_allowed|CLOSED"},
        {"CLOSED", "pause", "not_allowed|CLOSED"},
        {"CLOSED", "resume", "not_allowed|CLOSED"},
        {"CLOSED", "close", "unchanged|CLOSED"},
    };
    for (size_t i = 0; i < LENGTH(steps); i++)
        CHECK(sql(as_worker(), STATE, concert_in(steps[i].from), steps[i].verb), steps[i].answer);
}

static void a_change_is_a_new_version_and_a_repetition_is_none(void)
{
    const char *concert_id = new_concert();
    (void)sql(as_worker(), STATE, concert_id, "open");
    (void)sql(as_worker(), STATE, concert_id, "open");
    (void)sql(as_worker(), STATE, concert_id, "resume");
    CHECK(sql(as_worker(), "SELECT version FROM usher.concerts WHERE concert_id = $1::uuid",
              concert_id),
          "2");
}

static void the_state_of_no_concert_is_unknown(void)
{
    CHECK(sql(as_worker(), STATE, new_id(), "open"), "unknown|");
    CHECK(sql(as_worker(), STATE, new_concert(), "explode"), "!22023");
}

static void the_scheduler_opens_what_it_has_mirrored_once(void)
{
    const char *opened = "SELECT usher.record_opened($1::uuid, $2::bigint)";
    const char *concert_id = new_concert();
    CHECK(sql(as_scheduler(), opened, concert_id, "2"), "f");
    CHECK(sql(as_scheduler(), opened, concert_id, "1"), "t");
    CHECK(sql(as_scheduler(), opened, concert_id, "1"), "f");
    CHECK(sql(as_scheduler(), opened, concert_id, "2"), "f");
}

static void a_concert_without_an_opening_time_is_not_opened_by_the_clock(void)
{
    const char *concert_id = new_concert();
    (void)sql(as_owner(), "UPDATE usher.concerts SET opens_at = NULL WHERE concert_id = $1::uuid",
              concert_id);
    CHECK(sql(as_scheduler(), "SELECT usher.record_opened($1::uuid, 1)", concert_id), "f");
}

CU_TestInfo concerts_tests[] = {
    TEST(a_policy_that_is_left_out_has_its_defaults),
    TEST(a_policy_out_of_range_breaks_a_rule_by_name),
    TEST(a_concert_without_sense_breaks_a_rule_by_name),
    TEST(a_queue_is_formed_in_a_known_way),
    TEST(an_update_keeps_what_it_does_not_name),
    TEST(no_concert_no_update),
    TEST(a_state_is_reached_only_from_the_right_ones),
    TEST(a_change_is_a_new_version_and_a_repetition_is_none),
    TEST(the_state_of_no_concert_is_unknown),
    TEST(the_scheduler_opens_what_it_has_mirrored_once),
    TEST(a_concert_without_an_opening_time_is_not_opened_by_the_clock),
    CU_TEST_INFO_NULL,
};
