/* create_user.h -- makes an account. */
#ifndef USHER_USHERCTL_CREATE_USER_H
#define USHER_USHERCTL_CREATE_USER_H

#include "base/context.h"

int ctl_create_user(struct context *context, int count, char **words);

#endif
