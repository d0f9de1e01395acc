/* entry_reply.c -- the answers of scripts that end with somebody's own entry. */
#include "sale/queue/entry_reply.h"

#include <string.h>

#include "sale/concert/script_run.h"
#include "sale/queue/wait_estimate.h"
#include "sale/seats/buyer_holds.h"
#include "store/redis_values.h"

/* The jitter keeps a crowd from looking at once. Numbers and moments differ: chance is not needed,
 * which would cost a tenth of all that a worker does for a look. */
static int64_t poll_after_seconds(const struct context *context, int64_t position, int64_t number)
{
    int64_t base = wait_poll_seconds(position);
    return base + (number + clock_now_ms(&context->clock)) % ((base + 3) / 2);
}

static struct queue_entry read_entry(const struct context *context, const redisReply *reply)
{
    const char *state = reply_text(reply, 8);
    struct queue_entry entry = {
        .is_new = reply_int(reply, 1) == 1,
        .status = queue_status_parse(reply_text(reply, 2)),
        .number = reply_int(reply, 3),
        .position = reply_int(reply, 4),
        .waiting = reply_int(reply, 6),
        .estimated_wait_seconds = -1,
        .poll_after_seconds = poll_after_seconds(context, reply_int(reply, 4), reply_int(reply, 3)),
    };
    if (entry.status == QUEUE_ACTIVE) {
        entry.expires_in_seconds = reply_int(reply, 5) / 1000;
        entry.estimated_wait_seconds = 0;
    }
    if (entry.status == QUEUE_WAITING && strcmp(state, "OPEN") == 0)
        entry.estimated_wait_seconds = wait_estimate_seconds(entry.position, reply_int(reply, 7));
    return entry;
}

static enum err read_holds(struct context *context, const redisReply *buyer, int64_t now_ms,
                           struct queue_entry *entry)
{
    struct hold_list list = {0};
    enum err err = buyer_holds_add(context, buyer, now_ms, &list);
    hold_list_sort(&list);
    entry->holds = list.holds;
    entry->hold_count = list.count;
    return err;
}

enum err queue_entry_read(struct context *context, const struct entry_id *id,
                          const redisReply *reply, struct queue_entry *ret_entry)
{
    enum { WISH = 9, NOW_MS = 9, BUYER = 10, CHOOSING_MS = 11 };
    enum err err = script_outcome(context, &id->concert_id, reply);
    if (err)
        return err;
    struct queue_entry entry = read_entry(context, reply);
    if (entry.status == QUEUE_ACTIVE) {
        entry.choosing_ends_in_seconds = reply_int(reply, CHOOSING_MS) / 1000;
        err = read_holds(context, reply_at(reply, BUYER), reply_int(reply, NOW_MS), &entry);
    } else if (*reply_text(reply, WISH))
        err = wish_read(context, reply_text(reply, WISH), &entry.wish);
    if (!err)
        *ret_entry = entry;
    return err;
}
