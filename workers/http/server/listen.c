/* listen.c -- the socket that the worker processes of one pool share. */
#include "http/server/listen.h"

#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define HOST_SIZE 256
#define UNIX_SOCKET_MODE 0660 /* nginx is in the worker's group */

/* Only the socket that an earlier run left behind is removed, never another kind of file. */
static void remove_old_socket(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISSOCK(status.st_mode))
        (void)unlink(path);
}

static bool bind_unix(int listen_socket, const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof(address.sun_path)) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(address.sun_path, path, strlen(path));
    remove_old_socket(path);
    /* Nobody can connect before listen(2), so there is no moment with the wrong mode. */
    return bind(listen_socket, (const struct sockaddr *)&address, sizeof(address)) == 0 &&
           chmod(path, UNIX_SOCKET_MODE) == 0;
}

/* Splits "host:port", "[::1]:port" and ":port", which is every address of the host. */
static bool resolve(const char *address, struct addrinfo **ret_list)
{
    const char *colon = strrchr(address, ':');
    size_t length = colon ? (size_t)(colon - address) : 0;
    char host[HOST_SIZE];
    if (!colon || length >= sizeof(host)) {
        errno = EINVAL;
        return false;
    }
    bool is_bracketed = length >= 2 && address[0] == '[' && address[length - 1] == ']';
    (void)snprintf(host, sizeof(host), "%.*s", (int)(is_bracketed ? length - 2 : length),
                   address + is_bracketed);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    if (getaddrinfo(*host ? host : NULL, colon + 1, &hints, ret_list) != 0) {
        errno = EADDRNOTAVAIL;
        return false;
    }
    return true;
}

static int open_socket(int family)
{
    return socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

static int close_failed(int failed_socket)
{
    int error = errno;
    (void)close(failed_socket);
    errno = error;
    return -1;
}

static int listen_unix(const char *path, int backlog)
{
    int opened = open_socket(AF_UNIX);
    if (opened < 0)
        return -1;
    if (!bind_unix(opened, path) || listen(opened, backlog) != 0)
        return close_failed(opened);
    return opened;
}

static int listen_tcp(const char *address, int backlog)
{
    struct addrinfo *list = NULL;
    if (!resolve(address, &list))
        return -1;
    int on = 1;
    int opened = open_socket(list->ai_family);
    if (opened >= 0 &&
        (setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
         bind(opened, list->ai_addr, list->ai_addrlen) != 0 || listen(opened, backlog) != 0))
        opened = close_failed(opened);
    freeaddrinfo(list);
    return opened;
}

int listen_on(const char *address, int backlog)
{
    return strchr(address, '/') ? listen_unix(address, backlog) : listen_tcp(address, backlog);
}
