/* redis_address.c -- where a Redis is, from its address as text. */
#include "store/redis_address.h"

#include <string.h>

#include "base/text/text.h"

#define UNIX_PREFIX "unix:"
#define REDIS_PREFIX "redis://"

static bool set_place(struct redis_address *address, const char *text, size_t length)
{
    if (length == 0 || length >= sizeof(address->place))
        return false;
    memcpy(address->place, text, length);
    return true;
}

static bool parse_host_and_port(const char *text, struct redis_address *address)
{
    const char *colon = strrchr(text, ':');
    int64_t port = 0;
    if (!colon || !text_to_int64(colon + 1, 1, 65535, &port))
        return false;
    address->port = (int)port;
    return set_place(address, text, (size_t)(colon - text));
}

bool redis_address_parse(const char *url, struct redis_address *ret_address)
{
    struct redis_address address = {.port = 0};
    bool ok = false;
    if (strncmp(url, UNIX_PREFIX "/", strlen(UNIX_PREFIX "/")) == 0) {
        const char *path = url + strlen(UNIX_PREFIX);
        ok = set_place(&address, path, strlen(path));
    } else if (strncmp(url, REDIS_PREFIX, strlen(REDIS_PREFIX)) == 0) {
        ok = parse_host_and_port(url + strlen(REDIS_PREFIX), &address);
    }
    if (ok)
        *ret_address = address;
    return ok;
}
