/* draw_load.h -- a draw's list and places, as they were committed. */
#ifndef USHER_SALE_DRAW_DRAW_LOAD_H
#define USHER_SALE_DRAW_DRAW_LOAD_H

#include <stdint.h>

#include "base/err.h"
#include "sale/draw/draw_list.h"
#include "sale/draw/draw_state.h"

/* Its entrants are as many as were committed. */
MUST_CHECK enum err draw_load(const struct holding *holding, int64_t entrants,
                              struct draw_list *list);

#endif
