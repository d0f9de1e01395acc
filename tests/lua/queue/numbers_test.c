/* numbers_test.c -- numbers as they lie in Redis: plain digits at any size, and little memory. */
#include <string.h>

#include "lua/support/calls.h"
#include "lua/support/calls_restore.h"
#include "lua/support/opening.h"

/* A double holds every integer up to 2^53; the time in µs comes close to it in the year 2255. */
#define NEAR_2_53_US INT64_C(9007199100000000)

/* A buyer's field and a script's answer are no keys and no scores,
 * but they must be exact as well. */
static void everything_is_in_plain_digits(void)
{
    static const struct {
        const char *name;
        const char *command;
    } rows[] = {
        {"concert", "HGETALL %s"},
        {"waiting", "ZRANGE %s 0 -1 WITHSCORES"},
        {"active", "ZRANGE %s 0 -1 WITHSCORES"},
        {"turns", "HGETALL %s"},
        {"lapsed", "ZRANGE %s 0 -1 WITHSCORES"},
        {"deadlines", "ZRANGE %s 0 -1 WITHSCORES"},
        {"hold:1:1", "GET %s"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *command = rows[i].command;
        size_t verb = strcspn(command, "%");
        const char *stored =
            ask("%.*s%s%s", (int)verb, command, key(rows[i].name), command + verb + 2);
        CU_assertImplementation(*stored && strcmp(stored, "-") != 0 && !strstr(stored, "e+"),
                                __LINE__, text("%s: %s", rows[i].name, stored), __FILE__, "",
                                CU_FALSE);
    }
}

/* Fills every key: Alice pays, Bob has lapsed, Carol waits. */
static void a_sale_is_going_on_at(int64_t us)
{
    new_concert();
    set_now_us(us);
    policy()->max_active = 2;
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("mine"), "OK");
    EXPECT(finish_restore("mine"), "OK");
    EXPECT(tick(), "OK ...");
    admit(2);
    EXPECT(hold(ALICE, "1:1"), "OK ...");
    EXPECT(start_payment(ALICE, "f", "1:1"), "OK");
    pass(60);
    EXPECT(tick(), "OK OPEN 0 1 * 0 0 1 0");
    EXPECT(join(CAROL), "OK 1 WAITING ...");
}

static void numbers_are_plain_digits(void)
{
    a_sale_is_going_on_at(BEGIN_US);
    everything_is_in_plain_digits();
}

static void numbers_near_two_to_the_53_are_plain_digits_too(void)
{
    a_sale_is_going_on_at(NEAR_2_53_US);
    everything_is_in_plain_digits();
}

static void numbers_near_two_to_the_53_are_exact(void)
{
    a_sale_is_going_on_at(NEAR_2_53_US);
    int64_t joined_us = NEAR_2_53_US + 61000000;
    EXPECT(look(CAROL), text("OK 0 WAITING %lld ...", (long long)joined_us));
    EXPECT(join(DAVE), text("OK 1 WAITING %lld ...", (long long)joined_us + 1));
    EXPECT(look(ALICE), text("OK 0 ACTIVE %lld 0 240000 ...", (long long)NEAR_2_53_US + 1));
    EXPECT(read_concert(0), text("OK OPEN %lld 2 1 -1 * %lld 2 0 1 ...",
                                 (long long)joined_us / 1000, (long long)NEAR_2_53_US + 2));
    EXPECT(tick(), text("OK OPEN 1 2 %lld 1 0 0 0", (long long)joined_us));
    EXPECT(hold(CAROL, "1:2"), text("OK %lld 300000", (long long)joined_us / 1000 + 300000));
}

static void a_signed_number_near_two_to_the_53_comes_back_as_it_was(void)
{
    a_sale_is_going_on_at(NEAR_2_53_US);
    int64_t mine = number_of(look(CAROL));
    lose_everything();
    pass(1);
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("again"), "OK");
    EXPECT(finish_restore("again"), "OK");
    EXPECT_INT(number_of(join_back(CAROL, mine)), mine);
}

static void every_key_carries_the_concert_as_its_hash_tag(void)
{
    a_sale_is_going_on_at(BEGIN_US);
    EXPECT(ask("EXISTS %s %s %s %s", key("concert"), key("waiting"), key("active"), key("turns")),
           "4");
    EXPECT(ask("EXISTS %s %s %s %s", key("lapsed"), key("deadlines"), key("map:1"), key("map:2")),
           "4");
    EXPECT(ask("EXISTS %s %s", key("hold:1:1"), key(text("buyer:%s", user_id(ALICE)))), "2");
    const char *keys = ask("KEYS *%s*", concert_id()->text);
    CU_ASSERT_TRUE(*word(keys, 9) && !*word(keys, 10));
}

static void a_waiting_user_takes_160_bytes_at_most(void)
{
    enum { CROWD = 10000 };
    open_concert();
    int64_t before = number(ask("MEMORY USAGE %s", key("concert")), 0);
    for (int user = 1; user <= CROWD; user++)
        CU_ASSERT_TRUE(words_match(join(user), "OK 1 ..."));
    int64_t waiting = number(ask("MEMORY USAGE %s SAMPLES 0", key("waiting")), 0);
    int64_t others = number(ask("MEMORY USAGE %s", key("concert")), 0) - before;
    CU_ASSERT_TRUE((waiting + others) / CROWD <= 160);
    EXPECT(ask("EXISTS %s %s %s", key("turns"), key("active"), key("lapsed")), "0");
}

/* How many ranges of lost numbers are noted. */
static int64_t lost_ranges(void)
{
    int64_t count = 0;
    for (const char *lost = ask("HGET %s lost", key("concert")); *word(lost, (int)count);)
        count++;
    return count;
}

/* Redis comes back as it was, a second later. */
static void restart(void)
{
    pass(1);
    (void)ask("HDEL %s ready", key("concert"));
    EXPECT(begin_restore("again"), "OK");
    EXPECT(finish_restore("again"), "OK");
}

static void restarts_in_which_nothing_was_given_out_are_noted_as_one(void)
{
    open_concert();
    int64_t bob = number_of(join(BOB));
    lose_everything();
    for (int i = 0; i < 30; i++)
        restart();
    EXPECT_INT(lost_ranges(), 1);
    int64_t dave = number_of(join(DAVE));
    EXPECT(leave(DAVE, ""), "OK");
    restart();
    EXPECT_INT(lost_ranges(), 2);
    EXPECT(join_back(DAVE, dave), "OK 1 WAITING * 1 ...");
    CU_ASSERT_TRUE(number_of(look(DAVE)) > dave);
    EXPECT(join_back(BOB, bob), text("OK 1 WAITING %lld 1 ...", (long long)bob));
}

static void of_very_many_losses_the_latest_are_known(void)
{
    int64_t latest = 0;
    open_concert();
    for (int i = 0; i < 30; i++) {
        (void)join(ALICE);
        EXPECT(leave(ALICE, ""), "OK");
        latest = now_ms() * 1000 + 500000;
        restart();
    }
    EXPECT_INT(lost_ranges(), 20);
    EXPECT(join_back(BOB, latest), text("OK 1 WAITING %lld * ...", (long long)latest));
}

CU_TestInfo numbers_tests[] = {
    TEST(numbers_are_plain_digits),
    TEST(numbers_near_two_to_the_53_are_plain_digits_too),
    TEST(numbers_near_two_to_the_53_are_exact),
    TEST(a_signed_number_near_two_to_the_53_comes_back_as_it_was),
    TEST(every_key_carries_the_concert_as_its_hash_tag),
    TEST(a_waiting_user_takes_160_bytes_at_most),
    TEST(restarts_in_which_nothing_was_given_out_are_noted_as_one),
    TEST(of_very_many_losses_the_latest_are_known),
    CU_TEST_INFO_NULL,
};
