/* address.h -- a connection to HOST:PORT, or to a socket by its path. */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <stdbool.h>

bool address_is_unix(const char *address);

/* Connects, and waits until it is. Ends the program if nobody answers. */
int address_connect(const char *address);

#endif
