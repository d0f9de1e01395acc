/* deliveries.h -- what waits to be told to somebody, or asked, outside: worked off one by one. */
#ifndef USHER_SALE_UPKEEP_DELIVERIES_H
#define USHER_SALE_UPKEEP_DELIVERIES_H

#include <stdbool.h>

#include "base/context.h"
#include "base/err.h"

/*
 * Takes the delivery that has waited longest, if there is one, and does what its kind asks for. It
 * may wait for the network for some seconds, so a process of its own calls it. What fails is put
 * off; what has failed for too long is given up, which is logged and stays in the table.
 * *ret_worked tells whether there was one; an error is of Postgres and not of the delivery.
 */
MUST_CHECK enum err deliveries_work(struct context *context, bool *ret_worked);

#endif
