/* grants.c -- tests of what the two roles may do, and of what nobody else may. */
#include "sql/support/sql.h"

static void the_worker_can_change_no_table(void)
{
    CHECK(sql(as_owner(), "SELECT string_agg(relname, ',') FROM pg_class"
                          " WHERE relnamespace = 'usher'::regnamespace AND relkind IN ('r', 'v')"
                          " AND has_table_privilege('usher_worker', oid,"
                          " 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"),
          "");
}

static void the_scheduler_can_change_no_table(void)
{
    CHECK(sql(as_owner(), "SELECT string_agg(relname, ',') FROM pg_class"
                          " WHERE relnamespace = 'usher'::regnamespace AND relkind IN ('r', 'v')"
                          " AND has_table_privilege('usher_scheduler', oid,"
                          " 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"),
          "");
}

static void no_single_column_can_be_changed_either(void)
{
    CHECK(sql(as_owner(), "SELECT string_agg(relname, ',') FROM pg_class,"
                          " unnest(ARRAY['usher_worker', 'usher_scheduler']) AS role"
                          " WHERE relnamespace = 'usher'::regnamespace AND relkind IN ('r', 'v')"
                          " AND has_any_column_privilege(role, oid, 'INSERT, UPDATE, REFERENCES')"),
          "");
}

/* The tables of a list that a role may read, whole or in part. */
static const char *readable(const char *role, const char *tables)
{
    return sql(as_owner(),
               "SELECT string_agg(name, ' ') FROM unnest(string_to_array($2, ' ')) AS name"
               " WHERE has_any_column_privilege($1, 'usher.' || name, 'SELECT')",
               role, tables);
}

static void the_worker_reads_no_token_no_key_and_no_outbox(void)
{
    CHECK(readable("usher_worker", "idempotency refresh_tokens refresh_families outbox migrations"
                                   " applied_functions charges webhook_events deliveries"),
          "");
}

static void the_scheduler_reads_the_sale_and_no_person(void)
{
    CHECK(readable("usher_scheduler", "users wallets ledger_entries ledger_transactions payments"
                                      " refunds payment_lines tickets idempotency refresh_tokens"
                                      " refresh_families migrations applied_functions charges"
                                      " charge_states webhook_events checkins checkin_undos uses"),
          "");
    const char *sale =
        "concerts shows sections rows plans seats sales refunded_sales outbox deliveries";
    CHECK(readable("usher_scheduler", sale), sale);
}

/* Who may call each function. */
static const struct {
    const char *function, *roles;
} grants[] = {
    {"register_user", "worker"},
    {"renew_password_hash", "worker"},
    {"open_session", "worker"},
    {"rotate_session", "worker"},
    {"close_session", "worker"},
    {"create_concert", "worker"},
    {"create_show", "worker"},
    {"create_show_rows", "worker"},
    {"create_plan_show", "worker"},
    {"create_seats", "worker"},
    {"update_concert", "worker"},
    {"set_concert_state", "worker"},
    {"charge_points", "worker"},
    {"create_charge", "worker"},
    {"may_settle", "worker"},
    {"settle_charge", "scheduler worker"},
    {"take_payment_event", "worker"},
    {"hurry_charge", "worker"},
    {"take_delivery", "scheduler"},
    {"end_delivery", "scheduler"},
    {"ask_about_charge", ""},
    {"end_queue_tokens", ""},
    {"repeat_deliveries", "scheduler worker"},
    {"count_use", ""},
    {"move_show", "worker"},
    {"call_off_show", "worker"},
    {"pay", "worker"},
    {"refund", "worker"},
    {"check_in", "worker"},
    {"check_in_for_show", "worker"},
    {"undo_check_in", "worker"},
    {"make_concert", "worker"},
    {"change_concert", "worker"},
    {"record_opened", "scheduler"},
    {"take_outbox", "scheduler"},
    {"forget_expired", "scheduler"},
    {"sales_of_show", "scheduler worker"},
    {"create_rows", ""},
    {"create_plan_rows", ""},
    {"complete_charge", ""},
    {"record_payment", ""},
    {"record_sales", ""},
    {"record_refund", ""},
    {"is_checked_in", ""},
    {"remember_key", ""},
    {"number_entry", ""},
    {"number_entries", ""},
    {"number_trail", ""},
    {"claim_key", ""},
};

static void each_function_serves_the_role_that_needs_it(void)
{
    for (size_t i = 0; i < LENGTH(grants); i++)
        CHECK(sql(as_owner(),
                  "SELECT string_agg(role, ' ') FROM pg_proc,"
                  " unnest(ARRAY['scheduler', 'worker']) AS role WHERE proname = $1"
                  " AND pronamespace = 'usher'::regnamespace"
                  " AND has_function_privilege('usher_' || role, oid, 'EXECUTE')",
                  grants[i].function),
              grants[i].roles);
}

static void nobody_calls_the_inner_parts(void)
{
    CHECK(sql(as_owner(), "SELECT string_agg(proname, ',') FROM pg_proc,"
                          " unnest(ARRAY['usher_worker', 'usher_scheduler']) AS role"
                          " WHERE pronamespace = 'usher'::regnamespace AND provolatile = 'v'"
                          " AND NOT prosecdef AND proname <> 'uuid_v7'"
                          " AND has_function_privilege(role, oid, 'EXECUTE')"),
          "");
}

static void everybody_else_calls_none(void)
{
    CHECK(sql(as_owner(), "SELECT string_agg(proname, ',') FROM pg_proc,"
                          " LATERAL aclexplode(coalesce(proacl, acldefault('f', proowner))) AS acl"
                          " WHERE pronamespace = 'usher'::regnamespace AND acl.grantee = 0"),
          "");
}

static void whoever_borrows_the_owners_rights_fixes_the_search_path(void)
{
    CHECK(sql(as_owner(), "SELECT string_agg(proname, ',') FROM pg_proc"
                          " WHERE pronamespace = 'usher'::regnamespace AND prosecdef"
                          " AND NOT coalesce(proconfig @> ARRAY['search_path=usher, pg_temp'],"
                          " false)"),
          "");
}

static void the_roles_are_plain(void)
{
    CHECK(sql(as_owner(), "SELECT rolname, rolcanlogin, rolsuper OR rolcreaterole OR rolcreatedb"
                          " OR rolbypassrls OR rolreplication FROM pg_roles"
                          " WHERE rolname IN ('usher_worker', 'usher_scheduler') ORDER BY rolname"),
          "usher_scheduler|t|f\nusher_worker|t|f");
}

static void a_worker_is_refused_whatever_it_tries(void)
{
    static const char *const statements[] = {
        "INSERT INTO usher.wallets VALUES (usher.uuid_v7(), 1)",
        "UPDATE usher.wallets SET balance = 100",
        "DELETE FROM usher.sales",
        "INSERT INTO usher.refunded_sales SELECT reservation_id FROM usher.sales",
        "TRUNCATE usher.ledger_entries",
        "SELECT * FROM usher.idempotency",
        "SELECT * FROM usher.refresh_tokens",
        "SELECT * FROM usher.outbox",
        "SELECT staff_id FROM usher.checkins",
        "SELECT reason FROM usher.checkin_undos",
        "INSERT INTO usher.checkins SELECT ticket_id FROM usher.tickets",
        "SELECT usher.record_payment(usher.uuid_v7(), usher.uuid_v7(), 1)",
        "SELECT usher.record_refund(usher.uuid_v7(), usher.uuid_v7(), '{}')",
        "SELECT usher.take_outbox(1)",
        "CREATE TABLE usher.mine (i int)",
        "CREATE TABLE public.mine (i int)",
        "CREATE TEMPORARY TABLE mine (i int)",
        "ALTER TABLE usher.sales DISABLE TRIGGER ALL",
        "SET ROLE usher_scheduler",
    };
    for (size_t i = 0; i < LENGTH(statements); i++)
        CHECK(sql(as_worker(), statements[i]), "!42501");
}

CU_TestInfo grants_tests[] = {
    TEST(the_worker_can_change_no_table),
    TEST(the_scheduler_can_change_no_table),
    TEST(no_single_column_can_be_changed_either),
    TEST(the_worker_reads_no_token_no_key_and_no_outbox),
    TEST(the_scheduler_reads_the_sale_and_no_person),
    TEST(each_function_serves_the_role_that_needs_it),
    TEST(nobody_calls_the_inner_parts),
    TEST(everybody_else_calls_none),
    TEST(whoever_borrows_the_owners_rights_fixes_the_search_path),
    TEST(the_roles_are_plain),
    TEST(a_worker_is_refused_whatever_it_tries),
    CU_TEST_INFO_NULL,
};
