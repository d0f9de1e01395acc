/* queue.c -- a concert's line: join, look, leave. */
#include "sale/queue.h"

#include <string.h>

#include "sale/draws.h"
#include "sale/line_keys.h"

/* Leaving reads the user's holds first; a hold made in between means once more. */
#define LEAVE_ATTEMPTS 5

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

/* Elements 1 to 8 of an answer of join_queue and look_queue: see lua/include/entry.lua. */
static void read_entry(const struct context *context, const redisReply *reply,
                       struct queue_entry *ret_entry)
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
    *ret_entry = entry;
}

static enum err run_for_entry(struct context *context, const struct line_place *place,
                              const struct redis_call *call, struct queue_entry *ret_entry)
{
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, call, &reply);
    if (err)
        return err;
    err = script_outcome(context, &place->concert_id, reply);
    if (!err)
        read_entry(context, reply, ret_entry);
    return err;
}

/* drawn: the number that the books say was drawn, "0" for none, "" when they were not asked. */
static struct redis_call join_call(const struct context *context, const struct line_place *place,
                                   struct queue_claim claimed, const char *drawn)
{
    struct redis_call call = redis_script(SCRIPT_JOIN_QUEUE, context->arena);
    line_keys(&call, &place->concert_id);
    key_lobby(&call, &place->concert_id);
    arg_now(&call, context);
    redis_arg(&call, place->user_id.text);
    if (claimed.number > 0)
        redis_arg_int(&call, claimed.number);
    else
        redis_arg(&call, "");
    redis_arg(&call, drawn);
    redis_arg(&call, claimed.is_lobby ? "1" : "");
    return call;
}

/* A place is used up when its owner has paid since it was given. */
static enum err was_used(struct context *context, const struct line_place *place,
                         int64_t signed_number, bool *ret_used)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT 1 FROM usher.payments WHERE user_id = $1::uuid AND concert_id = $2::uuid"
                " AND created_at >= $3::timestamptz LIMIT 1",
                context->arena);
    pg_uuid(&call, &place->user_id);
    pg_uuid(&call, &place->concert_id);
    pg_time(&call, signed_number / 1000);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_used = pg_rows(result) > 0;
    return err;
}

/* Redis has lost a place: the books know whether it was used, and what a lottery gave to whom. */
static enum err join_looked_up(struct context *context, const struct line_place *place,
                               struct queue_claim claimed, struct queue_entry *ret_entry)
{
    bool used;
    int64_t drawn = 0;
    enum err err = was_used(context, place, claimed.number, &used);
    if (!err && used)
        claimed = (struct queue_claim){0};
    else if (!err)
        err = draws_number(context, place, &drawn);
    if (err)
        return err;
    const char *text = arena_printf(context->arena, "%lld", (long long)drawn);
    struct redis_call call = join_call(context, place, claimed, text);
    return run_for_entry(context, place, &call, ret_entry);
}

enum err queue_join(struct context *context, const struct line_place *place,
                    struct queue_claim claimed, struct queue_entry *ret_entry)
{
    struct redis_call call = join_call(context, place, claimed, "");
    REDIS_REPLY reply = NULL;
    enum err err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    if (strcmp(reply_text(reply, 0), "LOOK_UP") == 0)
        return join_looked_up(context, place, claimed, ret_entry);
    err = script_outcome(context, &place->concert_id, reply);
    if (!err)
        read_entry(context, reply, ret_entry);
    return err;
}

enum err queue_look(struct context *context, const struct line_place *place,
                    struct queue_entry *ret_entry)
{
    struct redis_call call = redis_script(SCRIPT_LOOK_QUEUE, context->arena);
    line_keys(&call, &place->concert_id);
    key_lobby(&call, &place->concert_id);
    arg_now(&call, context);
    redis_arg(&call, place->user_id.text);
    return run_for_entry(context, place, &call, ret_entry);
}

/* The seats of a buyer's hash that are held, neither sold nor refunded. Returns how many. */
static size_t held_seats(const redisReply *buyer, struct seat_ref *ret_seats)
{
    size_t count = 0;
    for (size_t i = 0; i + 1 < reply_count(buyer); i += 2) {
        bool sold = strncmp(reply_text(buyer, i + 1), "sold ", strlen("sold ")) == 0;
        if (!sold && seat_ref_parse(reply_text(buyer, i), &ret_seats[count]))
            count++;
    }
    return count;
}

/* Asks for the seats that the user's hash names: the script checks that they are all there are. */
static enum err leave_once(struct context *context, const struct line_place *place,
                           bool *ret_changed)
{
    REDIS_REPLY buyer = NULL;
    struct redis_call fields = redis_command("HGETALL", context->arena);
    key_buyer(&fields, &place->concert_id, &place->user_id);
    enum err err = redis_run(context->redis, &fields, &buyer);
    if (err)
        return err;

    struct redis_call call = redis_script(SCRIPT_LEAVE_QUEUE, context->arena);
    struct seat_ref *seats = arena_array(context->arena, reply_count(buyer) / 2 + 1, sizeof *seats);
    size_t count = held_seats(buyer, seats);
    line_keys(&call, &place->concert_id);
    key_lobby(&call, &place->concert_id);
    key_buyer(&call, &place->concert_id, &place->user_id);
    key_deadlines(&call, &place->concert_id);
    for (size_t i = 0; i < count; i++) {
        key_map(&call, &place->concert_id, seats[i].show_no);
        key_hold(&call, &place->concert_id, &seats[i]);
    }
    arg_now(&call, context);
    redis_arg(&call, place->user_id.text);
    for (size_t i = 0; i < count; i++)
        arg_seat(&call, &seats[i]);

    REDIS_REPLY reply = NULL;
    err = redis_run(context->redis, &call, &reply);
    if (err)
        return err;
    *ret_changed = strcmp(reply_text(reply, 0), "CHANGED") == 0;
    return *ret_changed ? OK : script_outcome(context, &place->concert_id, reply);
}

enum err queue_leave(struct context *context, const struct line_place *place)
{
    bool changed = true;
    enum err err = OK;
    for (int attempt = 0; changed && !err && attempt < LEAVE_ATTEMPTS; attempt++)
        err = leave_once(context, place, &changed);
    return changed && !err ? ERR_REDIS_UNAVAILABLE : err;
}
