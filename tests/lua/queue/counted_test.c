/* counted_test.c -- who joins, comes back and leaves is counted once, and as that. */
#include <stdlib.h>

#include "base/config.h"
#include "base/metrics/metrics.h"
#include "lua/support/calls.h"
#include "lua/support/opening.h"
#include "sale/queue/queue.h"
#include "store/redis.h"

#define TIMEOUT_MS 5000
#define ARENA_BYTES_MAX ((size_t)8 << 20)

static struct config config;
static struct context context;

static void start(void)
{
    context = (struct context){
        .config = &config,
        .entropy = entropy_system(),
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(getenv("USHER_TEST_REDIS_URL"), TIMEOUT_MS),
        .metrics = metrics_create(&(struct metrics_plan){.owner = OWNER_WORKER, .pool = "queue"}),
    };
    redis_count_in(context.redis, context.metrics);
}

static void stop(void)
{
    redis_destroy(context.redis);
    metrics_destroy(context.metrics);
    arena_destroy(context.arena);
}

static struct entry_id entry_of(int user)
{
    struct entry_id id = {.concert_id = *concert_id()};
    CU_ASSERT_TRUE(uuid_parse(user_id(user), &id.user_id));
    context.redis_now_us = now_ms() * 1000;
    return id;
}

static void joins(int user)
{
    struct entry_id id = entry_of(user);
    struct queue_entry entry;
    CU_ASSERT_EQUAL(queue_join(&context, &id, (struct queue_claim){0}, &entry), OK);
}

static enum err leaves(int user)
{
    struct entry_id id = entry_of(user);
    return queue_leave(&context, &id);
}

static int64_t counted(enum metric metric)
{
    return (int64_t)metrics_sum(context.metrics, (struct metric_series){.metric = metric});
}

static void who_joins_again_is_counted_once(void)
{
    open_concert_with(.rate = 1);
    start();
    joins(ALICE);
    joins(ALICE);
    joins(BOB);
    EXPECT_INT(counted(METRIC_JOINED), 2);
    EXPECT_INT(counted(METRIC_RETURNED), 0);
    stop();
}

static void who_missed_an_admission_comes_back_and_is_nobody_new(void)
{
    open_concert_with(.claim = 60);
    start();
    joins(ALICE);
    pass(1);
    EXPECT(tick(), "OK OPEN 0 1 * 1 0 0 0");
    pass(61);
    EXPECT(tick(), "OK OPEN 0 0 * 0 0 1 0");
    joins(ALICE);
    EXPECT_INT(counted(METRIC_JOINED), 1);
    EXPECT_INT(counted(METRIC_RETURNED), 1);
    stop();
}

static void who_leaves_is_counted_if_they_were_there(void)
{
    open_concert_with(.rate = 1);
    start();
    joins(ALICE);
    CU_ASSERT_EQUAL(leaves(ALICE), OK);
    CU_ASSERT_EQUAL(leaves(ALICE), ERR_NOT_IN_QUEUE);
    EXPECT_INT(counted(METRIC_LEFT), 1);
    stop();
}

/* Calls that go together are one round trip, and are counted and timed as one. */
static void a_round_trip_is_timed_once_however_many_calls_are_in_it(void)
{
    struct metric_series done = {METRIC_STORE_TIME, STORE_REDIS, OUTCOME_DONE};
    struct metric_series error = {METRIC_STORE_TIME, STORE_REDIS, OUTCOME_ERROR};
    struct redis_call calls[2];
    struct redis_answer answers[2];
    start();
    for (size_t i = 0; i < 2; i++)
        calls[i] = redis_command("PING", context.arena);
    redis_run_each(context.redis, calls, 2, answers);
    redis_answers_release(answers, 2);
    EXPECT_INT((int64_t)metrics_sum(context.metrics, done), 1);
    calls[1] = redis_command("NONSENSE", context.arena);
    redis_run_each(context.redis, calls, 2, answers);
    redis_answers_release(answers, 2);
    EXPECT_INT((int64_t)metrics_sum(context.metrics, done), 1);
    EXPECT_INT((int64_t)metrics_sum(context.metrics, error), 1);
    stop();
}

CU_TestInfo counted_tests[] = {
    TEST(who_joins_again_is_counted_once),
    TEST(who_missed_an_admission_comes_back_and_is_nobody_new),
    TEST(who_leaves_is_counted_if_they_were_there),
    TEST(a_round_trip_is_timed_once_however_many_calls_are_in_it),
    CU_TEST_INFO_NULL,
};
