/* model_state.h -- the state of the model, and what is asked of it everywhere. */
#ifndef USHER_LUA_MODEL_MODEL_STATE_H
#define USHER_LUA_MODEL_MODEL_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "lua/support/support.h"

enum { PEOPLE = 14 };

enum place { AWAY, IN_QUEUE, IN_ROOM };

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
    int64_t admitted_at_ms;
    int64_t deadline_ms; /* of the admission */
    bool claimed;
    bool returned; /* with this number, once before */
    bool lapsed;
    int64_t lapsed_at_ms;
    int64_t token; /* the number that the person was told last */
    struct model_wish wish;
    bool token_is_used; /* a number from before the last loss was admitted, or left */
};

struct model_seat {
    char letter;
    int holder; /* 0: nobody */
    int64_t deadline_ms;
    int64_t ends_ms; /* later than the deadline while being paid */
    int fences;      /* a bit for each payment under way */
    bool wished;     /* held for a wish, in an admission that is not claimed */
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
/* Redis's clock is set back: right after a tick, and before another one is told of it. */
void model_set_back(struct model *model, int64_t ms);
int64_t model_now_ms(const struct model *model);
int model_count(const struct model *model, enum place place);
int model_position(const struct model *model, int user);
bool model_is_admitted(const struct model *model, int user);
bool model_may_choose(const struct model *model, int user); /* of those who are admitted */
void model_stay(struct model *model, int user, int64_t until_ms);

/* The seats that somebody has of a show, and a hold of theirs that ends at another time now. */
int model_had(const struct model *model, int user, int show);
void model_put(struct model *model, int show, int id, int64_t ends_ms);

#endif
