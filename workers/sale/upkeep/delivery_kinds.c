/* delivery_kinds.c -- the kinds of deliveries: what is done for each, and how often it is tried. */
#include "sale/upkeep/delivery_kinds.h"

#include <string.h>

#include "base/uuid.h"
#include "sale/account/ended_sessions.h"
#include "sale/money/card_top_ups.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static enum err settle(struct context *context, struct delivery *delivery,
                       struct top_up_settlement *ret_settlement)
{
    const char *reference = json_string(&delivery->payload, "reference", 1, 200);
    enum err err = delivery->payload.err;
    return err ? err : card_top_ups_settle(context, reference, ret_settlement);
}

static bool is(const struct top_up_settlement *settlement, const char *outcome)
{
    return strcmp(settlement->outcome, outcome) == 0;
}

/*
 * The event of a payment may come before the provider's API knows of it: that it was paid is kept
 * until the API says what became of it. Any other event is done when the API has nothing to add.
 */
static enum err handle_payment_event(struct context *context, struct delivery *delivery,
                                     bool *ret_done)
{
    struct top_up_settlement settlement;
    bool says_paid = json_bool(&delivery->payload, "paid");
    enum err err = settle(context, delivery, &settlement);
    if (!err)
        *ret_done = !says_paid || !is(&settlement, "unfinished");
    return err;
}

/* A buyer whose card was refused may try another one, and pay without our being told. */
static enum err handle_charge(struct context *context, struct delivery *delivery, bool *ret_done)
{
    struct top_up_settlement settlement;
    enum err err = settle(context, delivery, &settlement);
    if (err)
        return err;
    bool may_be_paid = is(&settlement, "unfinished") ||
                       (is(&settlement, "failed") && strcmp(settlement.reason, "failed") == 0);
    *ret_done = !may_be_paid;
    return OK;
}

/* Whose sign-out Redis was not told of, and everybody's after a loss of Redis. */
static enum err handle_ended_session(struct context *context, struct delivery *delivery,
                                     bool *ret_done)
{
    struct uuid family_id;
    if (!uuid_parse(delivery->subject, &family_id))
        return ERR_INTERNAL;
    enum err err = ended_sessions_note(context, &family_id);
    *ret_done = !err;
    return err;
}

/* A charge is asked about after 1 (usher.ask_about_charge), 5 and 15 minutes, then each hour. */
const struct delivery_kind delivery_kinds[] = {
    {"payment_event",
     handle_payment_event,
     {5, 15, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR},
     3 * DAY},
    {"charge", handle_charge, {4 * MINUTE, 10 * MINUTE, HOUR}, 3 * DAY},
    {"ended_session", handle_ended_session, {1, 5, MINUTE}, 30 * DAY},
};
const size_t delivery_kind_count = sizeof(delivery_kinds) / sizeof(delivery_kinds[0]);

const struct delivery_kind *delivery_kind_find(const char *name)
{
    for (size_t i = 0; i < delivery_kind_count; i++) {
        if (strcmp(delivery_kinds[i].name, name) == 0)
            return &delivery_kinds[i];
    }
    return NULL;
}

int64_t delivery_wait_seconds(const struct delivery_kind *kind, int64_t tries)
{
    int64_t wait = kind->waits_seconds[0];
    for (int64_t i = 1; i < tries && i < DELIVERY_WAITS_MAX && kind->waits_seconds[i] > 0; i++)
        wait = kind->waits_seconds[i];
    return wait;
}
