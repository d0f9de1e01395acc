/* version.h -- which release of Usher a program belongs to. */
#ifndef USHER_BASE_VERSION_H
#define USHER_BASE_VERSION_H

#include <stdbool.h>

/* "0.2.0": three numbers, from the project's line in CMakeLists.txt. */
const char *usher_version(void);

/*
 * True when the only argument of a program is --version: it has been answered on standard output,
 * as "usher-worker 0.2.0", and there is nothing more to do.
 */
bool version_was_asked(int argc, char **argv, const char *program);

#endif
