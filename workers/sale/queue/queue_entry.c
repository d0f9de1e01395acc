/* queue_entry.c -- somebody's own entry in a line, out of a script's answer. */
#include "sale/queue/queue_entry.h"

#include <string.h>

#include "sale/queue/wishes.h"
#include "sale/redis/keys.h"
#include "sale/seats/holds.h"

static const char *const status_names[] = {"LOBBY", "WAITING", "ACTIVE"};

const char *queue_status_name(enum queue_status status)
{
    return status_names[status];
}

static enum queue_status status_parse(const char *name)
{
    enum queue_status status = QUEUE_LOBBY;
    while (status < QUEUE_ACTIVE && strcmp(name, status_names[status]) != 0)
        status++;
    return status;
}

int64_t queue_wait_seconds(int64_t position, int64_t rate_per_1000_s)
{
    if (rate_per_1000_s <= 0)
        return -1;
    return (position * 1000 + rate_per_1000_s - 1) / rate_per_1000_s;
}

/* Close to the front one looks often, far back seldom. */
int64_t queue_poll_seconds(int64_t position)
{
    int64_t base = 1 + position / 200;
    return base > 15 ? 15 : base;
}

/* The jitter keeps a crowd from looking at once. */
static int64_t poll_after_seconds(const struct context *context, int64_t position)
{
    int64_t base = queue_poll_seconds(position);
    return base + (int64_t)(entropy_u64(&context->entropy) % (uint64_t)((base + 3) / 2));
}

static struct queue_entry read_entry(const struct context *context, const redisReply *reply)
{
    const char *state = reply_text(reply, 8);
    struct queue_entry entry = {
        .is_new = reply_int(reply, 1) == 1,
        .status = status_parse(reply_text(reply, 2)),
        .number = reply_int(reply, 3),
        .position = reply_int(reply, 4),
        .waiting = reply_int(reply, 6),
        .estimated_wait_seconds = -1,
        .poll_after_seconds = poll_after_seconds(context, reply_int(reply, 4)),
    };
    if (entry.status == QUEUE_ACTIVE) {
        entry.expires_in_seconds = reply_int(reply, 5) / 1000;
        entry.estimated_wait_seconds = 0;
    }
    if (entry.status == QUEUE_WAITING && strcmp(state, "OPEN") == 0)
        entry.estimated_wait_seconds = queue_wait_seconds(entry.position, reply_int(reply, 7));
    return entry;
}

enum err queue_entry_read(struct context *context, const struct line_place *place,
                          const redisReply *reply, struct queue_entry *ret_entry)
{
    enum { WISH = 9, NOW_MS = 9, BUYER = 10 };
    enum err err = script_outcome(context, &place->concert_id, reply);
    if (err)
        return err;
    struct queue_entry entry = read_entry(context, reply);
    if (entry.status == QUEUE_ACTIVE)
        err = holds_read(context, reply_at(reply, BUYER), reply_int(reply, NOW_MS), &entry.holds,
                         &entry.hold_count);
    else if (*reply_text(reply, WISH))
        err = wish_read(context, reply_text(reply, WISH), &entry.wish);
    if (!err)
        *ret_entry = entry;
    return err;
}
