/* check_buyers.h -- whether every buyer's list has what they hold and own, and nothing else. */
#ifndef USHER_SALE_CHECK_CHECK_BUYERS_H
#define USHER_SALE_CHECK_CHECK_BUYERS_H

#include "base/err.h"
#include "sale/check/check_report.h"

MUST_CHECK enum err check_buyers(struct check_look *look, struct check_show *show);

#endif
