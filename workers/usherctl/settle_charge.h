/* settle_charge.h -- asks the payment provider about one charge, now. */
#ifndef USHER_USHERCTL_SETTLE_CHARGE_H
#define USHER_USHERCTL_SETTLE_CHARGE_H

#include "base/context.h"

int ctl_settle_charge(struct context *context, int count, char **words);

#endif
