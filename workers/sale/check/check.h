/* check.h -- one look at a concert: whether Redis and Postgres say the same of it. */
#ifndef USHER_SALE_CHECK_CHECK_H
#define USHER_SALE_CHECK_CHECK_H

#include "base/arena.h"
#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"
#include "sale/check/check_report.h"

/*
 * Looks once, in pieces: while a sale runs, some differences are only of the moment. The report is
 * in the arena `keep`; context->arena is reset meanwhile. The concert must be one that schedulers
 * still keep.
 */
MUST_CHECK enum err check_look(struct context *context, const struct uuid *concert_id,
                               struct arena *keep, struct check_report *ret_report);

#endif
