/* pg.h -- one connection to Postgres: queries with parameters as text, a deadline on every wait. */
#ifndef USHER_STORE_PG_H
#define USHER_STORE_PG_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/uuid.h"

struct pg;

/*
 * Opened when first needed and again after it was lost; a connection that died while idle is
 * noticed before a statement is sent on it. Connecting and each statement end after timeout_ms, on
 * both sides (statement_timeout, somewhat sooner). After a failure calls fail at once for a moment.
 */
struct pg *pg_create(const char *url, int64_t timeout_ms);
void pg_destroy(struct pg *pg); /* NULL is fine */

/*
 * One statement: SQL with $1, $2 … and their values as text, cast in the SQL; values are not
 * copied. Each text is prepared once a connection, so one with values in it wastes a round trip.
 */
#define PG_PARAMS_MAX 24
struct pg_call {
    const char *sql;
    struct arena *arena;
    int count;
    const char *values[PG_PARAMS_MAX]; /* NULL is SQL NULL */
};

struct pg_call pg_call(const char *sql, struct arena *arena);
void pg_text(struct pg_call *call, const char *value); /* NULL allowed */
void pg_int(struct pg_call *call, int64_t value);
void pg_bool(struct pg_call *call, bool value);
void pg_uuid(struct pg_call *call, const struct uuid *value); /* the empty id is SQL NULL */
void pg_time(struct pg_call *call, int64_t at_ms);            /* RFC 3339 text */
void pg_bytes(struct pg_call *call, const uint8_t *bytes,
              size_t count); /* bytea; NULL is SQL NULL */
void pg_uuids(struct pg_call *call, const struct uuid *values, size_t count); /* "{…}" for uuid[] */
void pg_ints(struct pg_call *call, const int64_t *values, size_t count);
void pg_times(struct pg_call *call, const int64_t *values_ms, size_t count);

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
 * Several statements at once, without parameters: migrations. ret_message, from the arena, is what
 * Postgres says of an error.
 */
MUST_CHECK enum err pg_execute(struct pg *pg, const char *sql, struct arena *arena,
                               const char **ret_message);

/* The error of a failed statement: SQLSTATE and constraint to enum err. */
enum err pg_error(const char *sqlstate, const char *constraint);

void pg_result_release(PGresult **result);
#define PG_RESULT __attribute__((cleanup(pg_result_release))) PGresult *

/* Columns of a row by number. Text is copied into the arena, as it must outlive the result. */
int pg_rows(const PGresult *result);
bool pg_is_null(const PGresult *result, int row, int column);
int64_t pg_get_int(const PGresult *result, int row, int column); /* 0 for NULL */
bool pg_get_bool(const PGresult *result, int row, int column);
struct uuid pg_get_uuid(const PGresult *result, int row, int column); /* empty for NULL */
int64_t pg_get_time_ms(const PGresult *result, int row,
                       int column); /* 0 for NULL; sessions run in UTC, ISO */
const char *pg_get_text(const PGresult *result, int row, int column,
                        struct arena *arena); /* NULL for NULL */
const uint8_t *pg_get_bytes(const PGresult *result, int row, int column, struct arena *arena,
                            size_t *ret_count); /* a bytea; NULL for NULL */

#endif
