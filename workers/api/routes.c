/* routes.c -- the table of handlers.h as the server takes it. */
#include "api/routes.h"

#include "api/handlers.h"
#include "api/plain/plain.h"
#include "base/context.h"
#include "sale/account/ended_sessions.h"

#define V1 "/api/v1"
#define CONCERT V1 "/concerts/{concertId}"
#define ADMIN_CONCERTS V1 "/admin/concerts"
#define PLAIN "/plain/{concertId}"

static const struct route routes[] = {
#define ROUTE_ROW(handler, method, pattern, caller, role, body) \
    {HTTP_##method, pattern, handler, CALLER_##caller, ROLE_##role, BODY_##body},
    ROUTES(ROUTE_ROW)
#undef ROUTE_ROW
};

static enum err check_session(const struct request *request)
{
    return ended_sessions_check(request->context, &request->caller.family_id);
}

const struct route_table *api_routes(void)
{
    static const struct route_table table = {.routes = routes,
                                             .count = sizeof(routes) / sizeof(routes[0]),
                                             .check_session = check_session,
                                             .show_problem = show_problem};
    return &table;
}
