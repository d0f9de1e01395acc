/* failure_point.c -- dying where a test has said. */
#include "base/failure_point.h"

#ifdef USHER_FAILURE_POINTS
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME_SIZE 64

static bool is_chosen(const char *path, const char *name)
{
    char chosen[NAME_SIZE] = "";
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    bool read = fgets(chosen, sizeof(chosen), file) != NULL;
    (void)fclose(file);
    return read && strcmp(chosen, name) == 0;
}

void failure_point(const char *name)
{
    const char *path = getenv("USHER_FAILURE_FILE");
    if (path && is_chosen(path, name) && unlink(path) == 0)
        (void)kill(getpid(), SIGKILL);
}
#endif
