/* pg_errors.h -- what Postgres refuses, as an error of ours. */
#ifndef USHER_STORE_PG_ERRORS_H
#define USHER_STORE_PG_ERRORS_H

#include <libpq-fe.h>
#include <stdbool.h>

#include "base/err.h"

/* The error of a failed statement: SQLSTATE and constraint to enum err. */
enum err pg_error(const char *sqlstate, const char *constraint);

/* An error without a SQLSTATE is libpq's own, and after a FATAL one the server hangs up. */
bool pg_error_ends_connection(const PGresult *result);

/*
 * A prepared statement whose tables were altered since (0A000), or that a pooler no longer knows
 * (26000), is made anew on the next connection.
 */
bool pg_error_is_stale(const char *sqlstate);

#endif
