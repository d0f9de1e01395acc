/* status.h -- each concert's queue and seats. */
#ifndef USHER_USHERCTL_STATUS_H
#define USHER_USHERCTL_STATUS_H

#include "base/context.h"

int ctl_status(struct context *context, int count, char **words);

#endif
