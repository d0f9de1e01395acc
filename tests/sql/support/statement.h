/* statement.h -- a statement sent to Postgres and its answer as one text. */
#ifndef USHER_SQL_SUPPORT_STATEMENT_H
#define USHER_SQL_SUPPORT_STATEMENT_H

#include <libpq-fe.h>
#include <stdbool.h>

/* Two texts are the same; a failure shows both. */
#define CHECK(actual, expected) check_texts((actual), (expected), __LINE__, __FILE__)
void check_texts(const char *actual, const char *expected, unsigned line, const char *file);

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

/* True as soon as the statement that was sent waits for a lock;
 * false when it does not within 5 s. */
bool sql_waits(PGconn *conn);

#endif
