/* sql.h -- what the tests of the database share: a migrated database of their own, a statement and
 * its answer as one text, and the people, shows and payments that most tests begin with. */
#ifndef USHER_SQL_SUPPORT_SQL_H
#define USHER_SQL_SUPPORT_SQL_H

#include <CUnit/CUnit.h>
#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* X(suite): each is an array of tests in the file of that name. */
#define SQL_SUITES(X) \
    X(migrations)     \
    X(grants)         \
    X(ids)            \
    X(accounts)       \
    X(sessions)       \
    X(concerts)       \
    X(shows)          \
    X(plans)          \
    X(append_only)    \
    X(ledger)         \
    X(charges)        \
    X(card_charges)   \
    X(payments)       \
    X(payment_races)  \
    X(refunds)        \
    X(refund_races)   \
    X(resales)        \
    X(checkins)       \
    X(outbox)         \
    X(expiry)         \
    X(draws)          \
    X(audit)

#define SQL_DECLARE(suite) extern CU_TestInfo suite##_tests[];
SQL_SUITES(SQL_DECLARE)
#undef SQL_DECLARE

/* One test: the function's name is the sentence that it proves. */
#define TEST(function) {#function, function}

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Two texts are the same; a failure shows both. */
#define CHECK(actual, expected) check_texts((actual), (expected), __LINE__, __FILE__)
void check_texts(const char *actual, const char *expected, unsigned line, const char *file);

/* Memory of the running test; nothing of it is freed by hand. */
struct arena *test_arena(void);

/* The test database through each role, one connection a role for the whole run. */
PGconn *as_owner(void);
PGconn *as_worker(void);
PGconn *as_scheduler(void);

/* A connection of its own, for what happens at the same moment; closed after the test. */
PGconn *another_worker(void);
PGconn *another_scheduler(void);

/* The superuser, whom no trigger and no foreign key stops after `SET session_replication_role`. */
PGconn *another_superuser(void);

/*
 * Runs a statement with its parameters, all text, and answers in one text: columns parted by '|'
 * (NULL is empty), rows by a newline. An error is "!SQLSTATE", with the constraint if there is one:
 * "!23505 users_email_once".
 */
#define sql(conn, ...) sql_run((conn), (const char *const[]){__VA_ARGS__, NULL})
const char *sql_run(PGconn *conn, const char *const *statement);

/* The same in two halves: send, and later take the answer. */
#define sql_send(conn, ...) sql_send_it((conn), (const char *const[]){__VA_ARGS__, NULL})
void sql_send_it(PGconn *conn, const char *const *statement);
const char *sql_answer(PGconn *conn);

/* True as soon as the statement that was sent waits for a lock; false when it does not within 5 s.
 */
bool sql_waits(PGconn *conn);

/* A new one of each; ids as text. */
const char *new_id(void);
const char *new_user(void);
const char *new_user_with_points(const char *points);
const char *new_concert(void);

/* One section "R" with one row: so many seats of that price, all in row A. */
const char *new_show(const char *concert_id, const char *seats, const char *price);
const char *points_of(const char *user_id);

/* What a buyer asks of usher.pay; `reservations` and `seats` are array literals of one length. */
struct purchase {
    const char *user_id;
    const char *concert_id;
    const char *show_id;
    const char *reservations;
    const char *seats;
    bool holds_gone;
    const char *key;         /* NULL: none */
    const char *fingerprint; /* NULL: the same as always */
};

/* A buyer with so many points, and a show of twenty seats for 100 each in a concert of its own. */
struct purchase new_purchase(const char *points, const char *seats);

/* As many new reservation ids as there are seats. */
const char *new_reservations(const char *seats);

/* "outcome|total|points|numbers of the seats", or the error. */
const char *pay(PGconn *conn, const struct purchase *purchase);
void send_pay(PGconn *conn, const struct purchase *purchase);

/* Somebody else with 1000 points, who wants the same seats under reservations of their own. */
struct purchase rival_of(const struct purchase *purchase);

/* What the owner of a payment asks of usher.refund. */
struct return_of {
    const char *user_id;
    const char *payment_id;
    const char *reservations; /* NULL: all that is left */
    const char *key;          /* NULL: none */
    const char *fingerprint;  /* NULL: the same as always */
};

/* Everything that the purchase's payment has sold. */
struct return_of return_of(const struct purchase *purchase);

/* The same, of one seat of it. */
struct return_of return_of_seat(const struct purchase *purchase, const char *seat);

/* "outcome|amount|points|ids of the seats", or the error. */
const char *refund(PGconn *conn, const struct return_of *wanted);
void send_refund(PGconn *conn, const struct return_of *wanted);

/* An empty database beside the test's. The URL lives as long as the test. */
const char *create_database(const char *name);
void drop_database(const char *name);

/* Runs usherctl on it (words: its own name, …, NULL); the exit code, and what it said on both of
 * its outputs. */
int run_usherctl(const char *url, char *const *words, const char **ret_said);

/* The same with `usherctl migrate`. */
int migrate(const char *url, const char **ret_said);

/* Connects or ends the program with a sentence: a test cannot do without. */
PGconn *connect_to(const char *url);

/* That URL with some parts changed: NULL leaves a part as it is. */
const char *url_with(const char *url, const char *user, const char *database);

#endif
