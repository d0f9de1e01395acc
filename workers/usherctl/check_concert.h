/* check_concert.h -- compares what Redis has of a concert with Postgres. */
#ifndef USHER_USHERCTL_CHECK_CONCERT_H
#define USHER_USHERCTL_CHECK_CONCERT_H

#include "base/context.h"

int ctl_check_concert(struct context *context, int count, char **words);

#endif
