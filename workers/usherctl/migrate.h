/* migrate.h -- applies the migrations that the database has not had yet. */
#ifndef USHER_USHERCTL_MIGRATE_H
#define USHER_USHERCTL_MIGRATE_H

#include "base/context.h"

int ctl_migrate(struct context *context, int count, char **words);

#endif
