/* read_file.c -- a file of bounded size, as a whole. */
#include "usherctl/read_file.h"

#include <errno.h>
#include <stdio.h>

const char *read_file(const char *path, size_t bytes_max, struct arena *arena, size_t *ret_length)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    char *text = arena_alloc(arena, bytes_max + 1);
    size_t length = fread(text, 1, bytes_max + 1, file);
    int error = ferror(file) ? errno : 0;
    (void)fclose(file);
    errno = length > bytes_max ? EFBIG : error;
    if (errno)
        return NULL;
    *ret_length = length;
    return text;
}
