/* pg.h -- one connection to Postgres, with a deadline on every wait. */
#ifndef USHER_STORE_PG_H
#define USHER_STORE_PG_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/pg_values.h"

struct metrics;
struct pg;

/*
 * Opened when first needed and again after it was lost; a connection that died while idle is
 * noticed before a statement is sent on it. Connecting and each statement end after timeout_ms, on
 * both sides (statement_timeout, somewhat sooner). After a failure calls fail at once for a moment.
 */
struct pg *pg_create(const char *url, int64_t timeout_ms);
void pg_destroy(struct pg *pg); /* NULL is fine */

/* From now on each statement is counted there, with its time and what became of it. */
void pg_count_in(struct pg *pg, struct metrics *metrics);

/*
 * pg_read: a statement without effects; retried once on a fresh connection. pg_write: a statement
 * that commits by itself (or inside pg_begin … pg_commit). ERR_DATABASE_UNAVAILABLE: nothing was
 * changed. ERR_OUTCOME_UNKNOWN (pg_write, pg_commit): the answer was lost and the effect must be
 * looked up. A violated constraint is its own error (store/pg_errors.c); ERR_INTERNAL, logged, for
 * any other. On OK the caller frees *ret_result; declare it PG_RESULT.
 */
MUST_CHECK enum err pg_read(struct pg *pg, const struct pg_call *call, PGresult **ret_result);
MUST_CHECK enum err pg_write(struct pg *pg, const struct pg_call *call, PGresult **ret_result);

MUST_CHECK enum err pg_begin(struct pg *pg);
MUST_CHECK enum err pg_commit(struct pg *pg);
void pg_rollback(struct pg *pg);

/*
 * What each connection runs before its first statement, so that the server has planned it when
 * somebody waits for it: a statement that, with these values, finds and changes nothing. The text
 * and the values outlive pg. The connection is opened now, if it can be.
 */
void pg_warm(struct pg *pg, const struct pg_call *call);

/*
 * Several statements at once, without parameters: migrations. ret_message, from the arena, is what
 * Postgres says of an error.
 */
MUST_CHECK enum err pg_execute(struct pg *pg, const char *sql, struct arena *arena,
                               const char **ret_message);

#endif
