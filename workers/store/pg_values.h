/* pg_values.h -- values on their way to Postgres and back, as text. */
#ifndef USHER_STORE_PG_VALUES_H
#define USHER_STORE_PG_VALUES_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/uuid.h"

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

/* The text itself, which lives as long as the result; "" for NULL. */
const char *pg_peek_text(const PGresult *result, int row, int column);

#endif
