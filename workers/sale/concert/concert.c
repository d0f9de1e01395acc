/* concert.c -- what a concert is: its policy, its state. */
#include "sale/concert/concert.h"

#include <string.h>

static const char *const state_names[] = {"SCHEDULED", "OPEN", "PAUSED", "CLOSED"};

const char *concert_state_name(enum concert_state state)
{
    return state_names[state];
}

bool concert_state_parse(const char *name, enum concert_state *ret_state)
{
    for (size_t i = 0; i < sizeof(state_names) / sizeof(*state_names); i++) {
        if (strcmp(name, state_names[i]) == 0) {
            *ret_state = (enum concert_state)i;
            return true;
        }
    }
    return false;
}

static const char *const queueing_names[] = {"fifo", "lottery"};

const char *queueing_name(enum queueing queueing)
{
    return queueing == QUEUEING_KEEP ? NULL : queueing_names[queueing];
}

bool queueing_parse(const char *name, enum queueing *ret_queueing)
{
    for (size_t i = 0; i < sizeof(queueing_names) / sizeof(*queueing_names); i++) {
        if (strcmp(name, queueing_names[i]) == 0) {
            *ret_queueing = (enum queueing)i;
            return true;
        }
    }
    return false;
}

struct policy policy_default(void)
{
    return (struct policy){
#define POLICY_DEFAULT(member, name, fallback, min, max) .member = (fallback),
        POLICY_TABLE(POLICY_DEFAULT)
#undef POLICY_DEFAULT
    };
}
