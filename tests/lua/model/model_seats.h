/* model_seats.h -- the seats of the model: held, paid for, sold. */
#ifndef USHER_LUA_MODEL_MODEL_SEATS_H
#define USHER_LUA_MODEL_MODEL_SEATS_H

#include <stdbool.h>
#include <stdint.h>

#include "lua/model/model_state.h"

/* Each says what the script of that name answers. */
const char *model_read_seats(struct model *model, int user);
const char *model_hold(struct model *model, int user, const struct seat_set *set);
const char *model_release(struct model *model, int user, const struct seat_set *set);
const char *model_start(struct model *model, int user, int fence, const struct seat_set *set);
const char *model_cancel(struct model *model, int user, int fence, const struct seat_set *set);
const char *model_finish(struct model *model, int user, const struct seat_set *set);
const char *model_refund(struct model *model, int user, const struct seat_set *set);

/* The tick's part of it: says how many holds it has put away. */
int64_t model_end_holds(struct model *model, int64_t batch);
int64_t model_buyers_served(const struct model *model); /* by the seats that are free */
bool model_free_unpaid(struct model *model, int user);

const char *model_figures(const struct model *model);           /* as read_concert tells them */
const char *model_held_by(const struct model *model, int user); /* "1:5 2:1" */

#endif
