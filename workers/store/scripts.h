/* scripts.h -- the Lua scripts, embedded at build time from lua/. */
#ifndef USHER_STORE_SCRIPTS_H
#define USHER_STORE_SCRIPTS_H

#include <stddef.h>

/* X(name in capitals, file in a folder of lua/, without .lua) */
#define SCRIPT_TABLE(X)                 \
    X(JOIN_QUEUE, join_queue)           \
    X(LOOK_QUEUE, look_queue)           \
    X(LEAVE_QUEUE, leave_queue)         \
    X(SET_WISHES, set_wishes)           \
    X(TICK_CONCERT, tick_concert)       \
    X(READ_CONCERT, read_concert)       \
    X(READ_BOARD, read_board)           \
    X(READ_SEATS, read_seats)           \
    X(HOLD_SEATS, hold_seats)           \
    X(HOLD_BEST, hold_best)             \
    X(RELEASE_HOLD, release_hold)       \
    X(START_PAYMENT, start_payment)     \
    X(CANCEL_PAYMENT, cancel_payment)   \
    X(FINISH_PAYMENT, finish_payment)   \
    X(REFUND_SEATS, refund_seats)       \
    X(BEGIN_RESTORE, begin_restore)     \
    X(RESTORE_LAYOUTS, restore_layouts) \
    X(RESTORE_SEATS, restore_seats)     \
    X(FINISH_RESTORE, finish_restore)   \
    X(ABANDON_RESTORE, abandon_restore) \
    X(BEGIN_DRAW, begin_draw)           \
    X(ASSIGN_PLACES, assign_places)     \
    X(FINISH_DRAW, finish_draw)         \
    X(CHECK_SEATS, check_seats)         \
    X(CHECK_QUEUE, check_queue)         \
    X(COUNT_GUESS, count_guess)         \
    X(FORGIVE_GUESS, forgive_guess)

enum script {
    SCRIPT_NONE,
#define SCRIPT_NAME(name, file) SCRIPT_##name,
    SCRIPT_TABLE(SCRIPT_NAME)
#undef SCRIPT_NAME
        SCRIPT_COUNT
};

/* A script with its includes put in. */
struct script_source {
    const char *name; /* "join_queue" */
    const char *sha1; /* of the text, in lower-case hex: what EVALSHA calls it by */
    const char *text; /* zero-terminated */
    size_t length;
};

const struct script_source *script_source(enum script script);

#endif
