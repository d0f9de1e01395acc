/* version.c -- the release that the build was told. */
#include "base/version.h"

#include <stdio.h>
#include <string.h>

const char *usher_version(void)
{
    return USHER_VERSION;
}

bool version_was_asked(int argc, char **argv, const char *program)
{
    if (argc != 2 || strcmp(argv[1], "--version") != 0)
        return false;
    (void)printf("%s %s\n", program, USHER_VERSION);
    return true;
}
