/* points.h -- what the two ways of charging points have in common. */
#ifndef USHER_API_MONEY_POINTS_H
#define USHER_API_MONEY_POINTS_H

#include "http/request.h"
#include "http/response.h"
#include "sale/money/wallet.h"

/* {"amount": …} with the caller and the Idempotency-Key. */
MUST_CHECK enum err read_charge(struct request *request, struct response *response,
                                struct charge *ret_charge);

#endif
