/* pg_answers.h -- what Postgres mostly answers: one row, a list, a word, or nothing. */
#ifndef USHER_STORE_PG_ANSWERS_H
#define USHER_STORE_PG_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/pg.h"
#include "store/pg_values.h"

/* pg_read of what is there once: ERR_NOT_FOUND when there is no row. */
MUST_CHECK enum err pg_find(struct pg *pg, const struct pg_call *call, PGresult **ret_result);

/*
 * pg_write of a call whose lost answer can be looked up: `again` is made then, once. It is the same
 * call where two have the effect of one, else a call that says what became of the first.
 * *ret_is_again (NULL is fine) tells that the answer is the second's. ERR_OUTCOME_UNKNOWN when that
 * was not answered either.
 */
MUST_CHECK enum err pg_write_surely(struct pg *pg, const struct pg_call *call,
                                    const struct pg_call *again, PGresult **ret_result,
                                    bool *ret_is_again);

/* Reads a row into ret_item, whose type the caller of pg_list knows; texts are from the arena. */
typedef void pg_read_row(const PGresult *result, int row, struct arena *arena, void *ret_item);

/* All rows as an array from the arena, never NULL, with *ret_count items of that size. */
void *pg_list(const PGresult *result, size_t item_size, pg_read_row *read_row, struct arena *arena,
              size_t *ret_count);

/* The error that the word in the first column stands for; ERR_INTERNAL without a row. */
MUST_CHECK enum err pg_outcome(const PGresult *result, const struct outcome *outcomes);

#endif
