/* routes.h -- every address that Usher answers, in one table. */
#ifndef USHER_API_ROUTES_H
#define USHER_API_ROUTES_H

#include "http/route.h"

const struct route_table *api_routes(void);

#endif
