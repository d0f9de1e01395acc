/* queue_entry.c -- somebody's own entry in a queue. */
#include "sale/queue/queue_entry.h"

#include <string.h>

static const char *const status_names[] = {"LOBBY", "WAITING", "ACTIVE"};

const char *queue_status_name(enum queue_status status)
{
    return status_names[status];
}

enum queue_status queue_status_parse(const char *name)
{
    enum queue_status status = QUEUE_LOBBY;
    while (status < QUEUE_ACTIVE && strcmp(name, status_names[status]) != 0)
        status++;
    return status;
}
