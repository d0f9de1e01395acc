/* requests.h -- the file of requests, as they are sent. */
#ifndef REQUESTS_H
#define REQUESTS_H

#include <stddef.h>

struct piece {
    const char *bytes;
    size_t length;
};

struct requests {
    struct piece *list;
    size_t count;
};

/* Reads a file in which each request stands behind a line with its length. Ends the program if it
 * is none. */
struct requests requests_read(const char *path);

#endif
