/* read_file.h -- a file of bounded size, as a whole. */
#ifndef USHER_USHERCTL_READ_FILE_H
#define USHER_USHERCTL_READ_FILE_H

#include <stddef.h>

#include "base/arena.h"

/* A file of at most bytes_max bytes, from the arena; NULL, with errno, when it cannot be read. */
const char *read_file(const char *path, size_t bytes_max, struct arena *arena, size_t *ret_length);

#endif
