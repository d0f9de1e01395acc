/* model.h -- what the scripts should do, told again in plain C: one person, one seat at a time. */
#ifndef USHER_LUA_MODEL_MODEL_H
#define USHER_LUA_MODEL_MODEL_H

#include <stdint.h>

#include "lua/model/model_state.h"

/* Each says what the script of that name answers; "*" where the model has no opinion. */
const char *model_join(struct model *model, int user, int64_t token);
const char *model_wish(struct model *model, int user, const struct model_wish *wish);
const char *model_look(const struct model *model, int user);
const char *model_leave(struct model *model, int user); /* naming all seats that count */
const char *model_tick(struct model *model, int64_t batch);
void model_lose(struct model *model); /* and restore what was sold */

/* The queue as ZRANGE tells it. */
const char *model_queue(const struct model *model);

#endif
