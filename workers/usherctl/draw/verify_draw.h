/* verify_draw.h -- recomputes a lottery's draw. */
#ifndef USHER_USHERCTL_DRAW_VERIFY_DRAW_H
#define USHER_USHERCTL_DRAW_VERIFY_DRAW_H

#include "base/context.h"

int ctl_verify_draw(struct context *context, int count, char **words);

#endif
