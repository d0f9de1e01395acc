/* model.h -- what the scripts should do, told again in plain C: one person, one seat at a time. */
#ifndef USHER_LUA_MODEL_MODEL_H
#define USHER_LUA_MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "lua/support/support.h"

enum { PEOPLE = 14 };

enum place { AWAY, IN_LINE, IN_ROOM };

/* Single seats of a show, the best first, so that it is plain which ones are taken. */
struct model_wish {
    int quantity;  /* 0: no wish */
    bool adjacent; /* together: more than one are not to be had then */
    int show;
    int count;
    int seats[SEATS];
    const char *text; /* as Redis keeps it */
};

struct person {
    enum place place;
    int64_t number;
    int64_t called_at_ms;
    int64_t deadline_ms; /* of the turn */
    bool claimed;
    bool returned; /* with this number, once before */
    bool lapsed;
    int64_t lapsed_at_ms;
    int64_t token; /* the number that the person was told last */
    struct model_wish wish;
    bool token_is_used; /* a number from before the last loss was called, or left */
};

struct model_seat {
    char letter;
    int holder; /* 0: nobody */
    int64_t deadline_ms;
    int64_t ends_ms; /* later than the deadline while being paid */
    int fences;      /* a bit for each payment under way */
    bool wished;     /* held for a wish, in a turn that is not claimed */
    bool listed;     /* the tick has not dealt with the end of the hold */
    int buyer;
    int former; /* whose sale under the last reservation was refunded */
};

/* What a person's hash says of a seat: when the hold was to end. */
struct claim {
    int64_t ends_ms;
};

struct model {
    struct setting setting;
    int64_t now_us;
    int64_t last_number;
    int64_t ready_at_us;
    int64_t ticked_at_us;
    int64_t tokens_millionths;
    int64_t frontier;
    int64_t admitted;
    int64_t expired;
    int64_t no_shows;
    int64_t buyers; /* since the last loss */
    int64_t bought;
    struct person people[PEOPLE + 1];
    struct model_seat seats[SHOWS + 1][SEATS + 1];
    struct claim claims[PEOPLE + 1][SHOWS + 1][SEATS + 1];
};

/* Some seats of one show. */
struct seat_set {
    int show;
    int count;
    int seats[SEATS];
};

void model_open(struct model *model, const struct setting *setting, int64_t now_us);
void model_set_now(struct model *model, int64_t now_us);

/* Each says what the script of that name answers; "*" where the model has no opinion. */
const char *model_join(struct model *model, int user, int64_t token);
const char *model_wish(struct model *model, int user, const struct model_wish *wish);
const char *model_look(const struct model *model, int user);
const char *model_leave(struct model *model, int user); /* naming all seats that count */
const char *model_tick(struct model *model, int64_t batch);
const char *model_read_seats(struct model *model, int user);
const char *model_hold(struct model *model, int user, const struct seat_set *set);
const char *model_release(struct model *model, int user, const struct seat_set *set);
const char *model_start(struct model *model, int user, int fence, const struct seat_set *set);
const char *model_cancel(struct model *model, int user, int fence, const struct seat_set *set);
const char *model_finish(struct model *model, int user, const struct seat_set *set);
const char *model_refund(struct model *model, int user, const struct seat_set *set);
void model_lose(struct model *model); /* and restore what was sold */

/* The state as read_concert and ZRANGE tell it. */
const char *model_figures(const struct model *model);
const char *model_line(const struct model *model);
const char *model_held_by(const struct model *model, int user); /* "1:5 2:1" */

#endif
