/* check_pg.h -- what Postgres says of a concert: its sales, and what Redis was not told yet. */
#ifndef USHER_SALE_CHECK_CHECK_PG_H
#define USHER_SALE_CHECK_CHECK_PG_H

#include "base/err.h"
#include "sale/check/check_report.h"

MUST_CHECK enum err check_outbox(struct check_look *look);
MUST_CHECK enum err check_read_sales(struct check_look *look, struct check_show *show);

#endif
