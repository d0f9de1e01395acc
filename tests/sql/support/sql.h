/* sql.h -- what the tests of the database share: a migrated database of their own, a statement and
 * its answer as one text, and the people, shows and payments that most tests begin with. */
#ifndef USHER_SQL_SUPPORT_SQL_H
#define USHER_SQL_SUPPORT_SQL_H

#include <CUnit/CUnit.h>

#include "sql/support/connections.h"
#include "sql/support/database.h"
#include "sql/support/people.h"
#include "sql/support/statement.h"
#include "sql/support/test_arena.h"

/* X(suite): each is an array of tests in the file of that name. */
#define SQL_SUITES(X) \
    X(migrations)     \
    X(functions)      \
    X(grants)         \
    X(ids)            \
    X(warm)           \
    X(accounts)       \
    X(sessions)       \
    X(concerts)       \
    X(shows)          \
    X(plans)          \
    X(show_changes)   \
    X(append_only)    \
    X(ledger)         \
    X(entry_numbers)  \
    X(charges)        \
    X(card_charges)   \
    X(payments)       \
    X(payment_races)  \
    X(refunds)        \
    X(refund_races)   \
    X(resales)        \
    X(checkins)       \
    X(outbox)         \
    X(deliveries)     \
    X(backlog)        \
    X(uses)           \
    X(expiry)         \
    X(draws)          \
    X(audit)

#define SQL_DECLARE(suite) extern CU_TestInfo suite##_tests[];
SQL_SUITES(SQL_DECLARE)
#undef SQL_DECLARE

/* One test: the function's name is the sentence that it proves. */
#define TEST(function) {#function, function}

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#endif
