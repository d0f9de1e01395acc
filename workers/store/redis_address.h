/* redis_address.h -- where a Redis is, from its address as text. */
#ifndef USHER_STORE_REDIS_ADDRESS_H
#define USHER_STORE_REDIS_ADDRESS_H

#include <stdbool.h>

struct redis_address {
    char place[256]; /* the path of a unix socket, or a host */
    int port;        /* 0 for a unix socket */
};

/* "unix:/path" or "redis://host:port"; false for anything else. */
bool redis_address_parse(const char *url, struct redis_address *ret_address);

#endif
