/* plain.h -- the pages without JavaScript: what routes.c needs to know of them. */
#ifndef USHER_API_PLAIN_PLAIN_H
#define USHER_API_PLAIN_PLAIN_H

#include "base/err.h"
#include "http/request.h"
#include "http/response.h"

/* Problems of the pages below /plain are pages as well. */
void show_problem(const struct request *request, struct response *response, enum err err);

#endif
