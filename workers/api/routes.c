/* routes.c -- every address that Usher answers, in one table. */
#include "api/routes.h"

#include "api/handlers.h"

#define V1 "/api/v1"
#define CONCERT V1 "/concerts/{concertId}"
#define ADMIN V1 "/admin/concerts"
#define PLAIN "/plain/{concertId}"

/* method, pattern, handler, who calls, the least role, body */
static const struct route routes[] = {
    {HTTP_GET, "/healthz", get_healthz, CALLER_NOBODY, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, "/readyz", get_readyz, CALLER_NOBODY, ROLE_BUYER, BODY_NONE},

    {HTTP_POST, V1 "/auth/register", post_register, CALLER_NOBODY, ROLE_BUYER, BODY_JSON},
    {HTTP_POST, V1 "/auth/login", post_login, CALLER_NOBODY, ROLE_BUYER, BODY_JSON},
    {HTTP_POST, V1 "/auth/refresh", post_refresh, CALLER_REFRESH, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, V1 "/auth/logout", post_logout, CALLER_ACCESS, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, V1 "/auth/me", get_me, CALLER_ACCESS, ROLE_BUYER, BODY_NONE},

    {HTTP_GET, V1 "/concerts", get_concerts, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, CONCERT, get_concert, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, CONCERT "/queue-entry", post_queue_entry, CALLER_ACCESS, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, CONCERT "/queue-entry", get_queue_entry, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_DELETE, CONCERT "/queue-entry", delete_queue_entry, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_PUT, CONCERT "/queue-entry/wishes", put_queue_entry_wishes, CALLER_TOKEN, ROLE_BUYER,
     BODY_JSON},
    {HTTP_DELETE, CONCERT "/queue-entry/wishes", delete_queue_entry_wishes, CALLER_TOKEN,
     ROLE_BUYER, BODY_NONE},
    {HTTP_GET, CONCERT "/queue-entry/proof", get_queue_entry_proof, CALLER_TOKEN, ROLE_BUYER,
     BODY_NONE},
    {HTTP_GET, CONCERT "/draw", get_draw, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, CONCERT "/draw/entrants", get_draw_entrants, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},

    {HTTP_GET, CONCERT "/shows", get_shows, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, V1 "/shows/{showId}/seats", get_seats, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, V1 "/shows/{showId}/seatmap", get_seatmap, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, V1 "/shows/{showId}/events", get_show_events, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, V1 "/reservations", post_reservations, CALLER_TOKEN, ROLE_BUYER, BODY_JSON},
    {HTTP_GET, V1 "/reservations", get_reservations, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_DELETE, V1 "/reservations/{reservationId}", delete_reservation, CALLER_TOKEN, ROLE_BUYER,
     BODY_NONE},

    {HTTP_GET, V1 "/points", get_points, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_PATCH, V1 "/points/charge", patch_points_charge, CALLER_TOKEN, ROLE_BUYER, BODY_JSON},
    {HTTP_GET, V1 "/points/history", get_points_history, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, V1 "/points/charges", post_points_charges, CALLER_TOKEN, ROLE_BUYER, BODY_JSON},
    {HTTP_GET, V1 "/points/charges/{chargeId}", get_points_charge, CALLER_TOKEN, ROLE_BUYER,
     BODY_NONE},
    {HTTP_POST, V1 "/webhooks/payments", post_webhooks_payments, CALLER_NOBODY, ROLE_BUYER,
     BODY_JSON},
    {HTTP_POST, V1 "/payments", post_payments, CALLER_TOKEN, ROLE_BUYER, BODY_JSON},
    {HTTP_GET, V1 "/payments", get_payments, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, V1 "/payments/{paymentId}", get_payment, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, V1 "/payments/{paymentId}/refund", post_payment_refund, CALLER_TOKEN, ROLE_BUYER,
     BODY_OPTIONAL},
    {HTTP_GET, V1 "/tickets", get_tickets, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, V1 "/tickets/{ticketId}", get_ticket, CALLER_TOKEN, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, V1 "/tickets/{ticketId}.svg", get_ticket_picture, CALLER_TOKEN, ROLE_BUYER,
     BODY_NONE},
    {HTTP_GET, V1 "/tickets/keys", get_ticket_keys, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, V1 "/checkins", post_checkins, CALLER_ACCESS, ROLE_STAFF, BODY_JSON},

    {HTTP_POST, ADMIN, post_admin_concerts, CALLER_ACCESS, ROLE_ADMIN, BODY_LARGE},
    {HTTP_PATCH, ADMIN "/{concertId}", patch_admin_concert, CALLER_ACCESS, ROLE_ADMIN, BODY_JSON},
    {HTTP_POST, ADMIN "/{concertId}/open", post_admin_concert_verb, CALLER_ACCESS, ROLE_ADMIN,
     BODY_NONE},
    {HTTP_POST, ADMIN "/{concertId}/pause", post_admin_concert_verb, CALLER_ACCESS, ROLE_ADMIN,
     BODY_NONE},
    {HTTP_POST, ADMIN "/{concertId}/resume", post_admin_concert_verb, CALLER_ACCESS, ROLE_ADMIN,
     BODY_NONE},
    {HTTP_POST, ADMIN "/{concertId}/close", post_admin_concert_verb, CALLER_ACCESS, ROLE_ADMIN,
     BODY_NONE},
    {HTTP_GET, ADMIN "/{concertId}/stats", get_admin_stats, CALLER_ACCESS, ROLE_ADMIN, BODY_NONE},
    {HTTP_GET, V1 "/admin/shows/{showId}/seatmap", get_admin_seatmap, CALLER_ACCESS, ROLE_ADMIN,
     BODY_NONE},
    {HTTP_GET, V1 "/admin/shows/{showId}/holders", get_admin_holders, CALLER_ACCESS, ROLE_ADMIN,
     BODY_NONE},

    {HTTP_GET, "/plain", get_plain, CALLER_NOBODY, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, PLAIN, get_plain_concert, CALLER_NOBODY, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, PLAIN, post_plain_concert, CALLER_NOBODY, ROLE_BUYER, BODY_FORM},
};

const struct route_table *api_routes(void)
{
    static const struct route_table table = {.routes = routes,
                                             .count = sizeof(routes) / sizeof(routes[0]),
                                             .show_problem = show_problem};
    return &table;
}
