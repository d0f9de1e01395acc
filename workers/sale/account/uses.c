/* uses.c -- how long somebody has to wait who did something too often within the hour. */
#include "sale/account/uses.h"

#include "store/pg.h"
#include "store/pg_answers.h"

#define FALLBACK_SECONDS 60

int64_t uses_wait_seconds(struct context *context, const struct uuid *user_id, const char *what)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT ceil(extract(epoch FROM since + interval '1 hour'"
                                  " - clock_timestamp()))::bigint FROM usher.uses"
                                  " WHERE user_id = $1::uuid AND what = $2::text",
                                  context->arena);
    pg_uuid(&call, user_id);
    pg_text(&call, what);
    enum err err = pg_find(context->pg, &call, &result);
    return err ? FALLBACK_SECONDS : pg_get_int(result, 0, 0);
}
