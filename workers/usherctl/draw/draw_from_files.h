/* draw_from_files.h -- reads a draw from files: answers of the API, saved as they came. */
#ifndef USHER_USHERCTL_DRAW_DRAW_FROM_FILES_H
#define USHER_USHERCTL_DRAW_DRAW_FROM_FILES_H

#include "base/context.h"
#include "usherctl/draw/claimed_draw.h"

/* Reads into *draw and answers CTL_OK, or CTL_FAILED with the reason on stderr. */
int draw_from_files(struct context *context, int count, char **paths, struct claimed_draw *draw);

#endif
