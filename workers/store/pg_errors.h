/* pg_errors.h -- what Postgres refuses, as an error of ours. */
#ifndef USHER_STORE_PG_ERRORS_H
#define USHER_STORE_PG_ERRORS_H

#include "base/err.h"

/* The error of a failed statement: SQLSTATE and constraint to enum err. */
enum err pg_error(const char *sqlstate, const char *constraint);

#endif
