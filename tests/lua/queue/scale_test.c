/* scale_test.c -- tens of thousands wait for one concert: cheap, in order, exactly counted.
 *
 * The tests share one queue and come in the order of its life: filling it takes seconds. tests/run
 * --long has PEOPLE_MAX in it.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/support/calls.h"
#include "lua/support/opening.h"
#include "sale/redis/keys.h"
#include "store/redis.h"

enum {
    PEOPLE_MAX = 300000,
    PEOPLE_USUAL = 50000,
    CHUNK = 2000,
    CHUNK_US = 1000,
    BATCH = 500,
    HALL_SEATS = 5000
};
enum { BYTES_A_PERSON_MAX = 160, BUCKET_PEOPLE = 4096, MARKS_A_READING = 50, BUCKETS_MAX = 300 };

#define REDIS_TIMEOUT_MS 60000
#define CHUNK_BYTES_MAX (64u << 20)

/* Words of the board's answer. */
enum { WAITING = 5, BUCKETS = 10, FIRST_BUCKET = BUCKETS + 1 + SHOWS };

/* The number of each person who has joined, in the order of arrival; person 1 is in front. */
static int64_t numbers[PEOPLE_MAX + 1];
static int people; /* who wait in this run */

static struct redis_call join_call(struct arena *arena, int user, int64_t now_us)
{
    struct redis_call call = redis_script(SCRIPT_JOIN_QUEUE, arena);
    struct uuid id = uuid_v7_from(BEGIN_MS, 0, (uint64_t)user);
    entry_keys(&call, concert_id(), &id);
    redis_arg_int(&call, now_us);
    redis_arg(&call, arena_strdup(arena, id.text));
    redis_arg(&call, "");
    redis_arg(&call, "");
    return call;
}

/* A reply {'OK', 1, status, number, position…} of somebody who stands at the end of the queue. */
static bool is_last_in_queue(const redisReply *reply, int user)
{
    numbers[user] = reply_int(reply, 3);
    return reply_int(reply, 1) == 1 && reply_int(reply, 4) == user &&
           numbers[user] > numbers[user - 1];
}

/* Everybody of a chunk arrives in the same microsecond. */
static bool join_chunk(struct redis *redis, struct arena *arena, int first)
{
    static struct redis_call calls[CHUNK];
    static redisReply *replies[CHUNK];
    int64_t now_us = BEGIN_US + first / CHUNK * CHUNK_US;
    for (int i = 0; i < CHUNK; i++)
        calls[i] = join_call(arena, first + i, now_us);
    if (redis_run_all(redis, calls, CHUNK, replies) != OK)
        return false;
    bool in_order = true;
    for (int i = 0; i < CHUNK; i++) {
        in_order = is_last_in_queue(replies[i], first + i) && in_order;
        redis_reply_release(&replies[i]);
    }
    arena_reset(arena);
    return in_order;
}

/* The hall has seats for all whom a test admits. */
static void open_hall(void)
{
    static char seats[HALL_SEATS + 1];
    people = getenv("USHER_TEST_LONG") ? PEOPLE_MAX : PEOPLE_USUAL;
    memset(seats, 'A', HALL_SEATS);
    open_concert_with(.rate = BATCH, .max_active = people);
    EXPECT(ask("SET %s %s", key("map:1"), seats), "OK");
}

static bool fill_queue(void)
{
    struct redis *redis = redis_create(getenv("USHER_TEST_REDIS_URL"), REDIS_TIMEOUT_MS);
    struct arena *arena = arena_create(CHUNK_BYTES_MAX);
    bool in_order = redis != NULL;
    for (int first = 1; first <= people && in_order; first += CHUNK)
        in_order = join_chunk(redis, arena, first);
    redis_destroy(redis);
    arena_destroy(arena);
    return in_order;
}

static int64_t bytes_of_all_keys(void)
{
    const char *keys = ask("KEYS %s", key("*"));
    int64_t bytes = 0;
    for (int i = 0; *word(keys, i); i++)
        bytes += number(ask("MEMORY USAGE %s SAMPLES 0", word(keys, i)), 0);
    return bytes;
}

static const char *read_board(void)
{
    struct redis_call call = a_script(SCRIPT_READ_BOARD);
    queue_keys(&call, concert_id());
    key_lobby(&call, concert_id());
    key_marks(&call, concert_id());
    for (int show = 1; show <= SHOWS; show++)
        key_map(&call, concert_id(), show);
    arg_time(&call);
    redis_arg_int(&call, BUCKET_PEOPLE);
    redis_arg_int(&call, MARKS_A_READING);
    return answer_of(&call);
}

/* All buckets together have everybody in them. */
static void expect_whole(const char *board)
{
    int64_t buckets = number(board, BUCKETS);
    int64_t sum = 0;
    for (int i = 0; i < buckets; i++)
        sum += number(board, FIRST_BUCKET + 2 * i + 1);
    EXPECT_INT(sum, number(board, WAITING));
    CU_ASSERT(buckets <= BUCKETS_MAX);
}

static void expect_waiting(int user, int64_t position)
{
    EXPECT(look(user),
           text("OK 0 WAITING %lld %lld ...", (long long)numbers[user], (long long)position));
}

static void everybody_gets_the_next_number_and_the_next_position(void)
{
    open_hall();
    CU_ASSERT_TRUE_FATAL(fill_queue());
    EXPECT(ask("ZCARD %s", key("waiting")), text("%d", people));
}

static void everybody_finds_the_own_position_in_a_long_queue(void)
{
    expect_waiting(1, 1);
    expect_waiting(people / 2, people / 2);
    expect_waiting(people, people);
    EXPECT(join(people / 2), text("OK 0 WAITING %lld ...", (long long)numbers[people / 2]));
}

static void a_waiting_person_costs_at_most_160_bytes(void)
{
    CU_ASSERT(bytes_of_all_keys() <= (int64_t)BYTES_A_PERSON_MAX * people);
}

static void the_board_of_a_long_queue_counts_everybody_in_few_buckets(void)
{
    for (int reading = 0; reading < 3; reading++)
        expect_whole(read_board());
    EXPECT_INT(number(read_board(), WAITING), people);
    EXPECT_INT(number(read_board(), BUCKETS), (people + BUCKET_PEOPLE - 1) / BUCKET_PEOPLE);
}

static void a_batch_is_called_from_the_front_of_a_long_queue(void)
{
    pass(1);
    EXPECT(tick_batch(BATCH), text("OK OPEN %d %d %lld %d 0 0 1", people - BATCH, BATCH,
                                   (long long)numbers[BATCH], BATCH));
    for (int user = 1; user <= BATCH; user++)
        EXPECT(look(user), text("OK 0 ACTIVE %lld ...", (long long)numbers[user]));
    expect_waiting(BATCH + 1, 1);
    expect_waiting(people, people - BATCH);
}

static void who_leaves_the_middle_brings_all_behind_one_place_forward(void)
{
    int gone = people / 2;
    EXPECT(leave(gone, ""), "OK");
    EXPECT(look(gone), "NOT_IN_QUEUE");
    expect_waiting(gone - 1, gone - 1 - BATCH);
    expect_waiting(gone + 1, gone - BATCH);
    expect_waiting(people, people - BATCH - 1);
    expect_whole(read_board());
}

static void a_long_queue_leaves_nothing_behind(void)
{
    lose_everything();
    EXPECT(ask("KEYS %s", key("*")), "");
}

CU_TestInfo scale_tests[] = {
    TEST(everybody_gets_the_next_number_and_the_next_position),
    TEST(everybody_finds_the_own_position_in_a_long_queue),
    TEST(a_waiting_person_costs_at_most_160_bytes),
    TEST(the_board_of_a_long_queue_counts_everybody_in_few_buckets),
    TEST(a_batch_is_called_from_the_front_of_a_long_queue),
    TEST(who_leaves_the_middle_brings_all_behind_one_place_forward),
    TEST(a_long_queue_leaves_nothing_behind),
    CU_TEST_INFO_NULL,
};
