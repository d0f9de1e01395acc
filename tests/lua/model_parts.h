/* model_parts.h -- what the line and the seats of the model need of each other. */
#ifndef USHER_LUA_MODEL_PARTS_H
#define USHER_LUA_MODEL_PARTS_H

#include "lua/model.h"

int64_t model_now_ms(const struct model *model);
int model_count(const struct model *model, enum place place);
const char *model_gate(struct model *model, int user);
void model_stay(struct model *model, int user, int64_t until_ms);

/* The tick's part of it: says how many holds it has put away. */
int64_t model_end_holds(struct model *model, int64_t batch);
int64_t model_buyers_served(const struct model *model); /* by the seats that are free */
bool model_free_unpaid(struct model *model, int user);

#endif
