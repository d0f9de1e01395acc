/* support.h -- a conversation with the scripts: each test has a concert of its own in a real Redis.
 *
 * A test opens a concert, sets the time and talks: EXPECT(hold(BOB, "1:5"), "SEAT_TAKEN 5"). Every
 * call answers with the words of the script's reply, a blank between, "-" for what is not there.
 * Texts live until the next concert is opened.
 */
#ifndef USHER_LUA_SUPPORT_SUPPORT_H
#define USHER_LUA_SUPPORT_SUPPORT_H

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/uuid.h"
#include "store/redis.h"
#include "store/redis_values.h"

/* X(suite): each is an array of tests, in the file suite_test.c. */
#define LUA_SUITES(X) \
    X(queue)          \
    X(counted)        \
    X(tick)           \
    X(claim)          \
    X(wishes)         \
    X(wish_crowds)    \
    X(holds)          \
    X(best)           \
    X(best_model)     \
    X(best_tables)    \
    X(release)        \
    X(payment)        \
    X(refund)         \
    X(restore)        \
    X(restore_queue)  \
    X(numbers)        \
    X(board)          \
    X(stock)          \
    X(lottery)        \
    X(lottery_loss)   \
    X(batch)          \
    X(full_redis)     \
    X(clock)          \
    X(scale)          \
    X(property)

#define LUA_DECLARE(suite) extern CU_TestInfo suite##_tests[];
LUA_SUITES(LUA_DECLARE)
#undef LUA_DECLARE

/* One test: the function's name is the sentence that it proves. */
#define TEST(function) {#function, function}

/* Users are numbered from 1; these have names. */
enum { ALICE = 1, BOB, CAROL, DAVE, ERIN };

/* A concert's shows are 1 and 2, with seats 1 to 12 each; seat 5 of show 1 is "1:5". */
enum { SHOWS = 2, SEATS = 12 };

/* Where a test's time begins: 10:00 on 24 December 2026. */
#define BEGIN_US INT64_C(1798106400000000)
#define BEGIN_MS (BEGIN_US / 1000)

/* A member that is zero stands for its default. */
struct setting {
    const char *state;  /* "OPEN" */
    int64_t opens_at_s; /* since the beginning; not set */
    int64_t rate;       /* 1000 people a second */
    int64_t max_active; /* 1000 */
    int64_t admission;  /* 300 s */
    int64_t claim;      /* 60 s */
    int64_t grace;      /* 300 s */
    int64_t hold;       /* 300 s */
    int64_t seats;      /* 4 a user and show */
};

bool redis_is_there(const char *url); /* connects; false, and a line on stderr, when it cannot */
void redis_is_done(void);

void new_concert(void);       /* of the default policy; nothing of it is in Redis yet */
struct setting *policy(void); /* a change counts from the next tick on */
void set_version(int64_t version);

/* The time; hold keys that end on the way are deleted, as Redis does it by its own clock. */
void at(int64_t seconds);
void at_ms(int64_t ms);
void pass(int64_t seconds);
void pass_ms(int64_t ms);
int64_t now_ms(void); /* since the epoch */
void set_now_us(int64_t us);
void use_real_time(void);

/* Any command about the concert's keys: ask("ZCARD %s", key("waiting")). */
const char *ask(const char *format, ...) __attribute__((format(printf, 1, 2)));
const char *key(const char *name); /* "waiting" → "usher:{…}:waiting" */
void lose_everything(void);        /* deletes all keys of the concert, as a loss of Redis does */

/* For calls.c and the model. */
struct redis_call a_script(enum script script);
const struct uuid *concert_id(void);
void arg_time(struct redis_call *call);
void arg_policy(struct redis_call *call);
const char *answer_of(const struct redis_call *call);
const char *user_id(int user);
const char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The words of an answer, the code being word 0. */
const char *word(const char *answer, int index);
int64_t number(const char *answer, int index);

/* Words of an entry, the answer of join and look. */
#define status_of(entry) word((entry), 2)
#define number_of(entry) number((entry), 3)
#define position_of(entry) number((entry), 4)
#define left_ms_of(entry) number((entry), 5)
#define choosing_left_ms_of(entry) number((entry), 11)

#define EXPECT(got, wanted) expect_words((got), (wanted), __LINE__, __FILE__)
#define EXPECT_INT(got, wanted) expect_int((got), (wanted), __LINE__, __FILE__)
/* wanted: words; a "*" stands for any one word, a last "..." for any rest. True when it is so. */
bool expect_words(const char *got, const char *wanted, unsigned line, const char *file);
bool expect_int(int64_t got, int64_t wanted, unsigned line, const char *file);
bool words_match(const char *got, const char *wanted);

#endif
