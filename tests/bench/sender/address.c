/* address.c -- a connection to HOST:PORT, or to a socket by its path. */
#include "address.h"
#include "base.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

bool address_is_unix(const char *address)
{
    return address[0] == '/';
}

static int open_unix(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        die("The path of the socket is too long.");
    memcpy(address.sun_path, path, strlen(path));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)&address, sizeof address) != 0)
        die("%s does not answer: %s", path, strerror(errno));
    return fd;
}

static int open_tcp(const char *host_and_port)
{
    char host[64];
    const char *colon = strchr(host_and_port, ':');
    if (!colon || (size_t)(colon - host_and_port) >= sizeof host)
        die("%s is no address with a port.", host_and_port);
    memcpy(host, host_and_port, (size_t)(colon - host_and_port));
    host[colon - host_and_port] = '\0';
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)strtoul(colon + 1, NULL, 10))};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || inet_pton(AF_INET, host, &address.sin_addr) != 1 ||
        connect(fd, (const struct sockaddr *)&address, sizeof address) != 0)
        die("%s does not answer: %s", host_and_port, strerror(errno));
    int on = 1;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

int address_connect(const char *address)
{
    return address_is_unix(address) ? open_unix(address) : open_tcp(address);
}
