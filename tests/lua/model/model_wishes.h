/* model_wishes.h -- the wishes of the model, and the claim that keeps them. */
#ifndef USHER_LUA_MODEL_MODEL_WISHES_H
#define USHER_LUA_MODEL_MODEL_WISHES_H

#include "lua/model/model_state.h"

/* Meets the wish of somebody who is admitted: says how many seats are held for it. */
int model_meet(struct model *model, int user);

/* The code of a gated call; passing claims the admission. */
const char *model_gate(struct model *model, int user);

#endif
