/* model_parts.h -- what the line and the seats of the model need of each other. */
#ifndef USHER_LUA_MODEL_MODEL_PARTS_H
#define USHER_LUA_MODEL_MODEL_PARTS_H

#include "lua/model/model.h"

int64_t model_now_ms(const struct model *model);
int model_count(const struct model *model, enum place place);
bool model_has_turn(const struct model *model, int user);
const char *model_gate(struct model *model, int user);
void model_stay(struct model *model, int user, int64_t until_ms);

/* The tick's part of it: says how many holds it has put away. */
int64_t model_end_holds(struct model *model, int64_t batch);
int64_t model_buyers_served(const struct model *model); /* by the seats that are free */
int model_had(const struct model *model, int user, int show);
void model_put(struct model *model, int show, int id, int64_t ends_ms);

/* Meets the wish of somebody who is called up: says how many seats are held for it. */
int model_meet(struct model *model, int user);
/* What a claim makes of them. */
void model_keep_wished(struct model *model, int user);
bool model_free_unpaid(struct model *model, int user);

#endif
