/* board_file.h -- the folder of boards that nginx serves as files. */
#ifndef USHER_USHER_SCHEDULER_BOARD_FILE_H
#define USHER_USHER_SCHEDULER_BOARD_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/uuid.h"

/* Of the schedulers that share a folder one writes: the holder of its lock, which ends with it. */
struct board_folder {
    const char *path;
    int fd; /* -1: not ours */
};

/* Tries to get the lock, unless it is ours already. */
bool board_folder_take(struct board_folder *folder);
void board_folder_release(struct board_folder *folder);

/*
 * Puts a board in the place of the one before, in one step: a reader gets either. The file's time
 * is the board's, and of boards of the same second no two have the same size, so that nginx's ETag,
 * which is made of these two, tells them apart.
 */
MUST_CHECK bool board_file_write(const struct board_folder *folder, const struct uuid *concert_id,
                                 int64_t at_us, const char *text);

/* Removes the boards of all but these concerts. */
void board_folder_keep(const struct board_folder *folder, const struct uuid *concert_ids,
                       size_t count);

#endif
