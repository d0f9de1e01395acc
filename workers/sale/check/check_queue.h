/* check_queue.h -- whether everybody who is admitted has one turn and no other place. */
#ifndef USHER_SALE_CHECK_CHECK_QUEUE_H
#define USHER_SALE_CHECK_CHECK_QUEUE_H

#include "base/err.h"
#include "sale/check/check_report.h"

MUST_CHECK enum err check_queue(struct check_look *look);

#endif
