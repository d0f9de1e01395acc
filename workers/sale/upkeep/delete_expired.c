/* delete_expired.c -- what the books need no more: spent sessions, idempotency records past their
 * 24 hours and webhooks past their week. */
#include "sale/upkeep/delete_expired.h"

#include "store/pg.h"

/* Rows of each kind one statement deletes. */
#define FORGET_BATCH 1000

enum err delete_expired(struct context *context, int64_t *ret_deleted)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT * FROM usher.forget_expired($1::int)", context->arena);
    pg_int(&call, FORGET_BATCH);
    enum err err = pg_write(context->pg, &call, &result);
    if (!err)
        *ret_deleted =
            pg_get_int(result, 0, 0) + pg_get_int(result, 0, 1) + pg_get_int(result, 0, 2);
    return err;
}
