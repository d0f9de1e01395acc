/* batch_test.c -- ticks and boards of many concerts in one round trip, by several schedulers. */
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "lua/support/calls.h"
#include "lua/support/opening.h"
#include "sale/redis/keys.h"
#include "sale/upkeep/board.h"
#include "sale/upkeep/tick.h"
#include "store/redis.h"

enum { CONCERTS = 3, BROKEN = 1, PEOPLE = 10, RATE = 4, SEATS_EACH = 12, TICK_MS = 1000 };
#define TIMEOUT_MS 60000
#define ARENA_BYTES_MAX ((size_t)8 << 20)

/* A scheduler and the concerts that it knows of. */
struct scheduler {
    struct config config;
    struct context context;
};

static struct show_summary shows[CONCERTS];
static struct tick_concert concerts[CONCERTS];

static void start(struct scheduler *scheduler)
{
    *scheduler = (struct scheduler){.config = {.tick_ms = TICK_MS}};
    scheduler->context = (struct context){
        .config = &scheduler->config,
        .entropy = entropy_system(),
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(getenv("USHER_TEST_REDIS_URL"), TIMEOUT_MS),
    };
}

static void stop(struct scheduler *scheduler)
{
    redis_destroy(scheduler->context.redis);
    arena_destroy(scheduler->context.arena);
}

static const char *key_in(size_t at, const char *name)
{
    return text("usher:{%s}:%s", concerts[at].concert.concert_id.text, name);
}

static void at_second(struct scheduler *scheduler, double seconds)
{
    scheduler->context.redis_now_us = BEGIN_US + (int64_t)(seconds * 1000000);
}

/* Each has a show of SEATS_EACH seats, is on sale, and PEOPLE wait for it. */
static void open_concerts(struct scheduler *scheduler)
{
    struct tick_result results[CONCERTS];
    new_concert();
    for (size_t i = 0; i < CONCERTS; i++) {
        struct concert concert = {
            .concert_id = uuid_v7(BEGIN_MS, &scheduler->context.entropy),
            .version = 1,
            .state = CONCERT_OPEN,
            .policy = {.admit_per_second = RATE,
                       .max_active = 100,
                       .admission_seconds = 300,
                       .claim_seconds = 60,
                       .grace_seconds = 300,
                       .hold_seconds = 300,
                       .max_seats_per_user = 1},
        };
        shows[i] = (struct show_summary){
            .show_no = 1, .starts_at_ms = INT64_C(32503680000000), .seats_total = SEATS_EACH};
        concerts[i] = (struct tick_concert){concert, 1, &shows[i]};
        EXPECT(ask("SET %s AAAAAAAAAAAA", key_in(i, "map:1")), "OK");
        const char *run = strstr(ask("INFO server"), "run_id:") + strlen("run_id:");
        (void)ask("HSET %s ready 1 ready_at_us 1 restored_by %.40s", key_in(i, "concert"), run);
        for (int user = 1; user <= PEOPLE; user++)
            (void)ask("ZADD %s %d %s", key_in(i, "waiting"), user, user_id(user));
    }
    at_second(scheduler, 0);
    tick_concerts(&scheduler->context, concerts, CONCERTS, results);
    for (size_t i = 0; i < CONCERTS; i++)
        CU_ASSERT_EQUAL(results[i].err, OK);
}

static void forget_concerts(void)
{
    for (size_t i = 0; i < CONCERTS; i++) {
        const char *keys = ask("KEYS %s", key_in(i, "*"));
        for (int word_no = 0; *word(keys, word_no); word_no++)
            (void)ask("DEL %s", word(keys, word_no));
    }
}

static int64_t admitted_at(struct scheduler *scheduler, double seconds)
{
    struct tick_result results[CONCERTS];
    at_second(scheduler, seconds);
    tick_concerts(&scheduler->context, concerts, CONCERTS, results);
    for (size_t i = 1; i < CONCERTS; i++)
        EXPECT_INT(results[i].admitted, results[0].admitted);
    return results[0].admitted;
}

static void a_concert_that_fails_stops_no_other_tick(void)
{
    struct scheduler scheduler;
    struct tick_result results[CONCERTS];
    start(&scheduler);
    open_concerts(&scheduler);
    EXPECT(ask("SET %s none", key_in(BROKEN, "waiting")), "OK");
    at_second(&scheduler, 1);
    tick_concerts(&scheduler.context, concerts, CONCERTS, results);
    for (size_t i = 0; i < CONCERTS; i++) {
        CU_ASSERT_EQUAL(results[i].err, i == BROKEN ? ERR_INTERNAL : OK);
        EXPECT_INT(results[i].admitted, i == BROKEN ? 0 : RATE);
    }
    forget_concerts();
    stop(&scheduler);
}

static void a_concert_that_fails_stops_no_other_board(void)
{
    struct scheduler scheduler;
    struct board_answer boards[CONCERTS];
    start(&scheduler);
    open_concerts(&scheduler);
    EXPECT(ask("SET %s none", key_in(BROKEN, "waiting")), "OK");
    boards_read(&scheduler.context, concerts, CONCERTS, boards);
    for (size_t i = 0; i < CONCERTS; i++) {
        CU_ASSERT_EQUAL(boards[i].err, i == BROKEN ? ERR_INTERNAL : OK);
        EXPECT_INT(boards[i].board.waiting, i == BROKEN ? 0 : PEOPLE);
    }
    forget_concerts();
    stop(&scheduler);
}

static void ticks_of_two_schedulers_within_400_ms_admit_once(void)
{
    struct scheduler one, other;
    start(&one);
    start(&other);
    open_concerts(&one);
    EXPECT_INT(admitted_at(&one, 0.5), RATE / 2);
    EXPECT_INT(admitted_at(&other, 0.505), 0);
    EXPECT_INT(admitted_at(&other, 0.899), 0);
    EXPECT(ask("HGET %s ticked_at_us", key_in(0, "concert")),
           text("%lld", (long long)(BEGIN_US + 500000)));
    EXPECT_INT(admitted_at(&other, 1), RATE / 2);
    EXPECT_INT(admitted_at(&one, 1.001), 0);
    forget_concerts();
    stop(&one);
    stop(&other);
}

static void what_an_organiser_changed_counts_within_400_ms(void)
{
    struct scheduler one;
    start(&one);
    open_concerts(&one);
    EXPECT_INT(admitted_at(&one, 0.5), RATE / 2);
    for (size_t i = 0; i < CONCERTS; i++) {
        concerts[i].concert.version = 2;
        concerts[i].concert.state = CONCERT_PAUSED;
    }
    EXPECT_INT(admitted_at(&one, 0.6), 0);
    EXPECT(ask("HGET %s state", key_in(0, "concert")), "PAUSED");
    EXPECT(ask("HGET %s ticked_at_us", key_in(0, "concert")),
           text("%lld", (long long)(BEGIN_US + 600000)));
    forget_concerts();
    stop(&one);
}

/* A tick of many moves what one script may, and goes on with the rest in the same call. */
static void a_tick_goes_on_until_all_is_done(void)
{
    enum { OVERDUE = 700 };
    struct scheduler one;
    struct tick_result results[CONCERTS];
    start(&one);
    open_concerts(&one);
    for (int user = 1; user <= OVERDUE; user++)
        (void)ask("ZADD %s 1 %d", key_in(BROKEN, "active"), user);
    at_second(&one, 1);
    tick_concerts(&one.context, concerts, CONCERTS, results);
    EXPECT_INT(results[BROKEN].expired + results[BROKEN].no_shows, OVERDUE);
    EXPECT_INT(results[0].admitted, RATE);
    forget_concerts();
    stop(&one);
}

/* Which Redis it is comes with the connection: a tick that is told of another one closes the
 * concert. */
static void a_tick_in_another_run_of_redis_asks_for_a_restore(void)
{
    struct scheduler one;
    start(&one);
    open_concerts(&one);
    (void)ask("HSET %s restored_by another", key_in(BROKEN, "concert"));
    struct redis_call call = redis_script(SCRIPT_TICK_CONCERT, one.context.arena);
    queue_keys(&call, &concerts[BROKEN].concert.concert_id);
    key_deadlines(&call, &concerts[BROKEN].concert.concert_id);
    key_wishes(&call, &concerts[BROKEN].concert.concert_id);
    key_holds(&call, &concerts[BROKEN].concert.concert_id);
    key_buyers(&call, &concerts[BROKEN].concert.concert_id);
    arg_time(&call);
    redis_arg_int(&call, 1);
    arg_policy(&call);
    redis_arg_run(&call);
    redis_arg_int(&call, 0);
    EXPECT(answer_of(&call), "NOT_READY");
    EXPECT(ask("HEXISTS %s ready", key_in(BROKEN, "concert")), "0");
    forget_concerts();
    stop(&one);
}

CU_TestInfo batch_tests[] = {
    TEST(a_concert_that_fails_stops_no_other_tick),
    TEST(a_concert_that_fails_stops_no_other_board),
    TEST(ticks_of_two_schedulers_within_400_ms_admit_once),
    TEST(what_an_organiser_changed_counts_within_400_ms),
    TEST(a_tick_goes_on_until_all_is_done),
    TEST(a_tick_in_another_run_of_redis_asks_for_a_restore),
    CU_TEST_INFO_NULL,
};
