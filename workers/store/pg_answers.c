/* pg_answers.c -- what Postgres mostly answers: one row, a list, a word, or nothing. */
#include "store/pg_answers.h"

enum err pg_find(struct pg *pg, const struct pg_call *call, PGresult **ret_result)
{
    enum err err = pg_read(pg, call, ret_result);
    return !err && pg_rows(*ret_result) == 0 ? ERR_NOT_FOUND : err;
}

/* That the second call changed nothing says nothing of the first. */
enum err pg_write_surely(struct pg *pg, const struct pg_call *call, const struct pg_call *again,
                         PGresult **ret_result, bool *ret_is_again)
{
    enum err err = pg_write(pg, call, ret_result);
    bool is_again = err == ERR_OUTCOME_UNKNOWN;
    if (is_again)
        err = pg_write(pg, again, ret_result);
    if (ret_is_again)
        *ret_is_again = is_again;
    return is_again && err == ERR_DATABASE_UNAVAILABLE ? ERR_OUTCOME_UNKNOWN : err;
}

void *pg_list(const PGresult *result, size_t item_size, pg_read_row *read_row, struct arena *arena,
              size_t *ret_count)
{
    int rows = pg_rows(result);
    char *items = arena_array(arena, (size_t)rows, item_size);
    for (int row = 0; row < rows; row++)
        read_row(result, row, arena, items + (size_t)row * item_size);
    *ret_count = (size_t)rows;
    return items;
}

enum err pg_outcome(const PGresult *result, const struct outcome *outcomes)
{
    return err_of_outcome(outcomes, pg_rows(result) ? pg_peek_text(result, 0, 0) : "");
}
