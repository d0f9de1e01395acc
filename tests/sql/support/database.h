/* database.h -- databases that the tests make for themselves,
 * and the program that migrates them. */
#ifndef USHER_SQL_SUPPORT_DATABASE_H
#define USHER_SQL_SUPPORT_DATABASE_H

#include <libpq-fe.h>

/* An empty database beside the test's. The URL lives as long as the test. */
const char *create_database(const char *name);
void drop_database(const char *name);

/* The same, named after what a test is about, and gone after the test; and a connection to it. */
const char *empty_database(const char *name);
PGconn *open_for_test(const char *url);

/* A connection to an empty database, in which it has put what a program of 0.1.0 leaves; and the
 * numbered files since, without the functions. */
PGconn *first_release(const char *url);
void apply_numbered_files(PGconn *conn);

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
