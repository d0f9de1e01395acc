/* import_concert.h -- makes a concert from a file. */
#ifndef USHER_USHERCTL_IMPORT_CONCERT_H
#define USHER_USHERCTL_IMPORT_CONCERT_H

#include "base/context.h"

int ctl_import_concert(struct context *context, int count, char **words);

#endif
