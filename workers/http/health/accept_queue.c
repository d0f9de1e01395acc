/* accept_queue.c -- how many connections wait to be accepted: tcp(7), sock_diag(7). */
#include "http/health/accept_queue.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_SECONDS_MAX 1

/* Of a socket that listens these two members say so: net/ipv4/tcp.c, tcp_get_info(). */
static bool read_tcp(int listen_socket, struct accept_queue *ret_queue)
{
    struct tcp_info info;
    socklen_t size = sizeof(info);
    if (getsockopt(listen_socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return false;
    *ret_queue = (struct accept_queue){.waiting = info.tcpi_unacked, .most = info.tcpi_sacked};
    return true;
}

static bool ask(int netlink, unsigned int inode)
{
    struct {
        struct nlmsghdr head;
        struct unix_diag_req request;
    } message = {
        .head = {.nlmsg_len = sizeof(message),
                 .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                 .nlmsg_flags = NLM_F_REQUEST},
        .request = {.sdiag_family = AF_UNIX,
                    .udiag_states = -1U,
                    .udiag_ino = inode,
                    .udiag_show = UDIAG_SHOW_RQLEN,
                    .udiag_cookie = {-1U, -1U}},
    };
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    return sendto(netlink, &message, sizeof(message), 0, (struct sockaddr *)&kernel,
                  sizeof(kernel)) == (ssize_t)sizeof(message);
}

static bool read_answer(int netlink, struct accept_queue *ret_queue)
{
    _Alignas(struct nlmsghdr) char bytes[1024];
    ssize_t count = recv(netlink, bytes, sizeof(bytes), 0);
    const struct nlmsghdr *head = (const void *)bytes;
    if (count < (ssize_t)sizeof(*head) || !NLMSG_OK(head, (size_t)count) ||
        head->nlmsg_type != SOCK_DIAG_BY_FAMILY)
        return false;
    size_t used = NLMSG_LENGTH(sizeof(struct unix_diag_msg));
    while (used + sizeof(struct rtattr) <= head->nlmsg_len) {
        const struct rtattr *attribute = (const void *)(bytes + used);
        if (attribute->rta_type == UNIX_DIAG_RQLEN) {
            struct unix_diag_rqlen lengths;
            memcpy(&lengths, RTA_DATA(attribute), sizeof(lengths));
            *ret_queue = (struct accept_queue){.waiting = lengths.udiag_rqueue,
                                               .most = lengths.udiag_wqueue};
            return true;
        }
        used += RTA_ALIGN(attribute->rta_len);
    }
    return false;
}

static bool read_unix(int listen_socket, struct accept_queue *ret_queue)
{
    struct stat status;
    struct timeval limit = {.tv_sec = ANSWER_SECONDS_MAX};
    if (fstat(listen_socket, &status) != 0)
        return false;
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (netlink < 0)
        return false;
    (void)setsockopt(netlink, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    bool is_read = ask(netlink, (unsigned int)status.st_ino) && read_answer(netlink, ret_queue);
    (void)close(netlink);
    return is_read;
}

bool accept_queue_read(int listen_socket, struct accept_queue *ret_queue)
{
    int family = 0;
    socklen_t size = sizeof(family);
    if (getsockopt(listen_socket, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0)
        return false;
    return family == AF_UNIX ? read_unix(listen_socket, ret_queue)
                             : read_tcp(listen_socket, ret_queue);
}
