/* board_test.c -- the public board: its figures,
 * and the buckets that tell people their positions. */
#include "lua/support/calls.h"
#include "lua/support/opening.h"
#include "lua/support/support.h"
#include "sale/redis/keys.h"
#include "store/redis_values.h"

enum { SIZE = 8, PLENTY_OF_MARKS = 50, PEOPLE = 60 };

/* Words of the board's answer. */
enum { WAITING = 5, BUCKETS = 10, FIRST_BUCKET = BUCKETS + 1 + SHOWS };

static const char *read_board_setting(int marks)
{
    struct redis_call call = a_script(SCRIPT_READ_BOARD);
    queue_keys(&call, concert_id());
    key_lobby(&call, concert_id());
    key_marks(&call, concert_id());
    for (int show = 1; show <= SHOWS; show++)
        key_map(&call, concert_id(), show);
    arg_time(&call);
    redis_arg_int(&call, SIZE);
    redis_arg_int(&call, marks);
    return answer_of(&call);
}

static const char *read_board(void)
{
    return read_board_setting(PLENTY_OF_MARKS);
}

static int64_t buckets_of(const char *board)
{
    return number(board, BUCKETS);
}

static int64_t start_of(const char *board, int bucket)
{
    return number(board, FIRST_BUCKET + 2 * bucket);
}

static int64_t people_of(const char *board, int bucket)
{
    return number(board, FIRST_BUCKET + 2 * bucket + 1);
}

/* The people of each bucket, as words. */
static const char *counts_of(const char *board)
{
    const char *counts = "";
    for (int i = 0; i < buckets_of(board); i++)
        counts = text("%s%s%lld", counts, i ? " " : "", (long long)people_of(board, i));
    return counts;
}

static void join_all(int count)
{
    for (int user = 1; user <= count; user++)
        EXPECT(join(user), "OK 1 WAITING ...");
}

/* The bucket that a number belongs to, as a client finds it. */
static int bucket_of(const char *board, int64_t queue_number)
{
    int bucket = 0;
    while (bucket + 1 < buckets_of(board) && start_of(board, bucket + 1) <= queue_number)
        bucket++;
    return bucket;
}

/* The buckets are in order, hold everybody, and put each person between those in front of the own
 * bucket and those in it. */
static void expect_true_of_all(const char *board, int users)
{
    int64_t people = 0;
    for (int i = 0; i < buckets_of(board); i++) {
        people += people_of(board, i);
        CU_ASSERT(people_of(board, i) > 0 && people_of(board, i) <= 2 * SIZE);
        CU_ASSERT(i == 0 || start_of(board, i - 1) < start_of(board, i));
    }
    EXPECT_INT(people, number(board, WAITING));
    for (int user = 1; user <= users; user++) {
        const char *entry = look(user);
        if (!words_match(entry, "OK 0 WAITING ..."))
            continue;
        int own = bucket_of(board, number_of(entry));
        int64_t ahead = 0;
        for (int i = 0; i < own; i++)
            ahead += people_of(board, i);
        CU_ASSERT(position_of(entry) > ahead &&
                  position_of(entry) <= ahead + people_of(board, own));
    }
}

static void the_board_has_the_figures_of_one_moment(void)
{
    open_concert_with(.opens_at_s = -60, .max_active = 2, .rate = 2);
    join_all(5);
    pass(1);
    EXPECT(tick(), "OK ...");
    int64_t frontier = number_of(look(BOB));
    EXPECT(hold(ALICE, "1:3"), "OK ...");
    EXPECT(read_board(),
           text("OK OPEN %lld000 %lld %lld 3 2 2 * 0 1 AAHAAAAAAAAA AAAAAAAAAAAA %lld 3",
                (long long)now_ms(), (long long)(BEGIN_MS - 60000), (long long)frontier,
                (long long)number_of(look(CAROL))));
}

static void an_empty_queue_has_no_buckets(void)
{
    open_concert();
    EXPECT(read_board(), "OK OPEN * 0 0 0 0 1000 0 0 0 AAAAAAAAAAAA AAAAAAAAAAAA");
}

static void before_the_seats_are_back_there_is_no_board(void)
{
    open_concert();
    join_all(3);
    lose_everything();
    EXPECT(read_board(), "NOT_READY");
}

static void a_show_without_a_map_leaves_a_gap(void)
{
    open_concert();
    (void)ask("DEL %s", key("map:1"));
    EXPECT(read_board(), "OK OPEN * 0 0 0 0 1000 0 0 0  AAAAAAAAAAAA");
}

static void a_bucket_starts_with_every_eighth_number(void)
{
    open_concert();
    join_all(20);
    const char *board = read_board();
    EXPECT(counts_of(board), "8 8 4");
    EXPECT_INT(start_of(board, 0), number_of(look(1)));
    EXPECT_INT(start_of(board, 1), number_of(look(9)));
    EXPECT_INT(start_of(board, 2), number_of(look(17)));
}

static void who_leaves_is_missing_in_one_bucket(void)
{
    open_concert();
    join_all(20);
    (void)read_board();
    EXPECT(leave(10, ""), "OK");
    EXPECT(leave(11, ""), "OK");
    EXPECT(counts_of(read_board()), "8 6 4");
    expect_true_of_all(read_board(), 20);
}

static void who_joins_makes_only_the_last_bucket_grow(void)
{
    open_concert();
    join_all(20);
    const char *before = read_board();
    EXPECT(join(21), "OK 1 WAITING ...");
    const char *after = read_board();
    EXPECT(counts_of(after), "8 8 5");
    for (int i = 0; i < 3; i++)
        EXPECT_INT(start_of(after, i), start_of(before, i));
}

static void a_bucket_that_is_called_up_is_gone(void)
{
    open_concert_with(.rate = 10);
    join_all(20);
    EXPECT(counts_of(read_board()), "8 8 4");
    pass(1);
    EXPECT(tick(), "OK ...");
    EXPECT(counts_of(read_board()), "6 4");
    expect_true_of_all(read_board(), 20);
}

static void buckets_that_are_nearly_empty_become_one(void)
{
    open_concert();
    join_all(24);
    EXPECT(counts_of(read_board()), "8 8 8");
    for (int user = 3; user <= 16; user++) {
        if (user != 9 && user != 16)
            EXPECT(leave(user, ""), "OK");
    }
    EXPECT(counts_of(read_board()), "4 8");
    expect_true_of_all(read_board(), 24);
}

static void who_comes_back_in_front_is_in_the_first_bucket(void)
{
    open_concert_with(.rate = 1, .max_active = 1, .claim = 5);
    join_all(10);
    pass(1);
    EXPECT(tick(), "OK ...");
    EXPECT(counts_of(read_board()), "8 1");
    pass(6);
    EXPECT(tick(), "OK ...");
    EXPECT(join(ALICE), "OK 1 WAITING * 1 ...");
    const char *board = read_board();
    CU_ASSERT(number_of(look(ALICE)) < start_of(board, 0));
    EXPECT(counts_of(board), "8 1");
    expect_true_of_all(board, 10);
}

static void a_reading_sets_no_more_marks_than_it_may(void)
{
    open_concert();
    join_all(40);
    const char *board = read_board_setting(1);
    EXPECT(counts_of(board), "8 32");
    EXPECT(counts_of(read_board_setting(2)), "8 8 8 16");
    EXPECT(counts_of(read_board()), "8 8 8 8 8");
    expect_true_of_all(read_board(), 40);
}

static void the_queue_of_a_lost_redis_gets_marks_anew(void)
{
    open_concert();
    join_all(20);
    (void)read_board();
    (void)ask("DEL %s", key("marks"));
    EXPECT(counts_of(read_board()), "8 8 4");
    (void)ask("DEL %s", key("waiting"));
    EXPECT(counts_of(read_board()), "");
    EXPECT(ask("EXISTS %s", key("marks")), "0");
}

/* A generator of one's own: a run can be repeated. */
static int next_random(unsigned *state, int below)
{
    *state = *state * 1103515245u + 12345u;
    return (int)(*state >> 16) % below;
}

static void whoever_comes_and_goes_the_buckets_are_few_and_true(void)
{
    open_concert_with(.rate = 3, .max_active = 100);
    unsigned state = 7;
    for (int round = 0; round < 60; round++) {
        for (int i = 0; i < 12; i++) {
            int user = 1 + next_random(&state, PEOPLE);
            if (next_random(&state, 5) < 3)
                EXPECT(join(user), "OK ...");
            else
                (void)leave(user, "");
        }
        pass(1);
        if (round % 3 == 0)
            EXPECT(tick(), "OK ...");
        const char *board = read_board();
        expect_true_of_all(board, PEOPLE);
        CU_ASSERT(buckets_of(board) <= 4 * number(board, WAITING) / SIZE + 1);
        EXPECT_INT(number(ask("ZCARD %s", key("marks")), 0), buckets_of(board));
    }
}

CU_TestInfo board_tests[] = {
    TEST(the_board_has_the_figures_of_one_moment),
    TEST(an_empty_queue_has_no_buckets),
    TEST(before_the_seats_are_back_there_is_no_board),
    TEST(a_show_without_a_map_leaves_a_gap),
    TEST(a_bucket_starts_with_every_eighth_number),
    TEST(who_leaves_is_missing_in_one_bucket),
    TEST(who_joins_makes_only_the_last_bucket_grow),
    TEST(a_bucket_that_is_called_up_is_gone),
    TEST(buckets_that_are_nearly_empty_become_one),
    TEST(who_comes_back_in_front_is_in_the_first_bucket),
    TEST(a_reading_sets_no_more_marks_than_it_may),
    TEST(the_queue_of_a_lost_redis_gets_marks_anew),
    TEST(whoever_comes_and_goes_the_buckets_are_few_and_true),
    CU_TEST_INFO_NULL,
};
