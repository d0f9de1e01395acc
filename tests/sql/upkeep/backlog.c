/* backlog.c -- tests of how much waits to be told, and for how long. */
#include "sale/upkeep/backlog.h"

#include "sql/support/sql.h"
#include "store/pg.h"

/* As a scheduler reads it, over a connection of its own. */
static struct backlog read_backlog(void)
{
    PGconn *conn = as_scheduler();
    const char *url = arena_printf(test_arena(), "dbname=%s host=%s port=%s user=usher_scheduler",
                                   PQdb(conn), PQhost(conn), PQport(conn));
    struct context context = {.arena = test_arena(), .pg = pg_create(url, 10000)};
    struct backlog backlog = {.outbox_rows = -1};
    CU_ASSERT_EQUAL(backlog_read(&context, &backlog), OK);
    pg_destroy(context.pg);
    return backlog;
}

static void empty(void)
{
    (void)sql(as_owner(), "DELETE FROM usher.outbox");
    (void)sql(as_owner(), "DELETE FROM usher.deliveries");
}

static void where_nothing_waits_there_is_no_age(void)
{
    empty();
    struct backlog backlog = read_backlog();
    CU_ASSERT_EQUAL(backlog.outbox_rows, 0);
    CU_ASSERT_EQUAL(backlog.outbox_age_ms, 0);
    CU_ASSERT_EQUAL(backlog.deliveries_due, 0);
    CU_ASSERT_EQUAL(backlog.delivery_age_ms, 0);
}

static void the_oldest_sale_that_redis_was_not_told_of_has_the_age(void)
{
    empty();
    struct purchase first = new_purchase("1000", "{7}");
    struct purchase second = new_purchase("1000", "{8}");
    (void)pay(as_worker(), &first);
    (void)pay(as_worker(), &second);
    (void)sql(as_owner(),
              "UPDATE usher.outbox SET created_at = now() - interval '2 minutes'"
              " WHERE concert_id = $1::uuid",
              first.concert_id);
    struct backlog backlog = read_backlog();
    CU_ASSERT_EQUAL(backlog.outbox_rows, 2);
    CU_ASSERT_TRUE(backlog.outbox_age_ms >= 120000 && backlog.outbox_age_ms < 180000);
    empty();
}

/* What is done, given up or not due yet waits for nobody. */
static void a_delivery_has_been_due_since_its_hour(void)
{
    empty();
    CHECK(sql(as_owner(), "INSERT INTO usher.deliveries (kind, subject, payload, next_at, ended_at)"
                          " VALUES ('try', 'a', '{}', now() - interval '1 minute', NULL),"
                          " ('try', 'b', '{}', now() - interval '1 second', NULL),"
                          " ('try', 'c', '{}', now() + interval '1 minute', NULL),"
                          " ('try', 'd', '{}', now() - interval '1 hour', now())"),
          "");
    struct backlog backlog = read_backlog();
    CU_ASSERT_EQUAL(backlog.deliveries_due, 2);
    CU_ASSERT_TRUE(backlog.delivery_age_ms >= 60000 && backlog.delivery_age_ms < 120000);
    empty();
}

CU_TestInfo backlog_tests[] = {
    TEST(where_nothing_waits_there_is_no_age),
    TEST(the_oldest_sale_that_redis_was_not_told_of_has_the_age),
    TEST(a_delivery_has_been_due_since_its_hour),
    CU_TEST_INFO_NULL,
};
