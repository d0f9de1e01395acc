/* handlers.h -- every address that Usher answers, in one table, and the handler of each. */
#ifndef USHER_API_HANDLERS_H
#define USHER_API_HANDLERS_H

#include "http/request.h"
#include "http/response.h"

/*
 * A handler is named after its method and address, and stands in the file of its resource. It
 * decodes the request, calls one rule of sale/ and encodes what the rule says. It returns OK with
 * the answer filled in, or the error that becomes a problem document, to which it may have added a
 * detail and members. What its route asks for (token, role, body) was checked before.
 *
 * X(handler, method, pattern, who calls, the least role, body): see enum route_caller and
 * enum route_body of http/route.h. The beginnings of the patterns are in routes.c.
 */
#define ROUTES(X)                                                                               \
    X(get_healthz, GET, "/healthz", NOBODY, BUYER, NONE)                                        \
    X(get_readyz, GET, "/readyz", NOBODY, BUYER, NONE)                                          \
    X(post_register, POST, V1 "/auth/register", NOBODY, BUYER, JSON)                            \
    X(post_login, POST, V1 "/auth/login", NOBODY, BUYER, JSON)                                  \
    X(post_refresh, POST, V1 "/auth/refresh", REFRESH, BUYER, NONE)                             \
    X(post_logout, POST, V1 "/auth/logout", ACCESS, BUYER, NONE)                                \
    X(get_me, GET, V1 "/auth/me", ACCESS, BUYER, NONE)                                          \
    X(get_concerts, GET, V1 "/concerts", ANYONE, BUYER, NONE)                                   \
    X(get_concert, GET, CONCERT, ANYONE, BUYER, NONE)                                           \
    X(get_board_address, GET, CONCERT "/queue", NOBODY, BUYER, NONE)                            \
    X(get_board_address, GET, CONCERT "/events", NOBODY, BUYER, NONE)                           \
    X(post_queue_entry, POST, CONCERT "/queue-entry", ACCESS, BUYER, NONE)                      \
    X(get_queue_entry, GET, CONCERT "/queue-entry", TOKEN, BUYER, NONE)                         \
    X(delete_queue_entry, DELETE, CONCERT "/queue-entry", TOKEN, BUYER, NONE)                   \
    X(put_queue_entry_wishes, PUT, CONCERT "/queue-entry/wishes", TOKEN, BUYER, JSON)           \
    X(delete_queue_entry_wishes, DELETE, CONCERT "/queue-entry/wishes", TOKEN, BUYER, NONE)     \
    X(get_queue_entry_proof, GET, CONCERT "/queue-entry/proof", TOKEN, BUYER, NONE)             \
    X(get_draw, GET, CONCERT "/draw", ANYONE, BUYER, NONE)                                      \
    X(get_draw_entrants, GET, CONCERT "/draw/entrants", ANYONE, BUYER, NONE)                    \
    X(get_shows, GET, CONCERT "/shows", TOKEN, BUYER, NONE)                                     \
    X(get_seats, GET, V1 "/shows/{showId}/seats", TOKEN, BUYER, NONE)                           \
    X(get_seatmap, GET, V1 "/shows/{showId}/seatmap", TOKEN, BUYER, NONE)                       \
    X(get_show_events, GET, V1 "/shows/{showId}/events", TOKEN, BUYER, NONE)                    \
    X(post_reservations, POST, V1 "/reservations", TOKEN, BUYER, JSON)                          \
    X(get_reservations, GET, V1 "/reservations", ACCESS, BUYER, NONE)                           \
    X(delete_reservation, DELETE, V1 "/reservations/{reservationId}", TOKEN, BUYER, NONE)       \
    X(get_points, GET, V1 "/points", TOKEN, BUYER, NONE)                                        \
    X(patch_points_charge, PATCH, V1 "/points/charge", TOKEN, BUYER, JSON)                      \
    X(get_points_history, GET, V1 "/points/history", ACCESS, BUYER, NONE)                       \
    X(post_points_charges, POST, V1 "/points/charges", TOKEN, BUYER, JSON)                      \
    X(get_points_charge, GET, V1 "/points/charges/{chargeId}", TOKEN, BUYER, NONE)              \
    X(post_webhooks_payments, POST, V1 "/webhooks/payments", NOBODY, BUYER, JSON)               \
    X(post_payments, POST, V1 "/payments", TOKEN, BUYER, JSON)                                  \
    X(get_payments, GET, V1 "/payments", ACCESS, BUYER, NONE)                                   \
    X(get_payment, GET, V1 "/payments/{paymentId}", ACCESS, BUYER, NONE)                        \
    X(post_payment_refund, POST, V1 "/payments/{paymentId}/refund", ACCESS, BUYER, OPTIONAL)    \
    X(get_tickets, GET, V1 "/tickets", ACCESS, BUYER, NONE)                                     \
    X(get_ticket, GET, V1 "/tickets/{ticketId}", ACCESS, BUYER, NONE)                           \
    X(get_ticket_picture, GET, V1 "/tickets/{ticketId}.svg", ACCESS, BUYER, NONE)               \
    X(get_ticket_keys, GET, V1 "/tickets/keys", ANYONE, BUYER, NONE)                            \
    X(post_checkins, POST, V1 "/checkins", ACCESS, STAFF, JSON)                                 \
    X(post_checkin_undo, POST, V1 "/checkins/{ticketId}/undo", ACCESS, STAFF, JSON)             \
    X(post_admin_concerts, POST, ADMIN_CONCERTS, ACCESS, ADMIN, LARGE)                          \
    X(patch_admin_concert, PATCH, ADMIN_CONCERTS "/{concertId}", ACCESS, ADMIN, JSON)           \
    X(post_admin_concert_verb, POST, ADMIN_CONCERTS "/{concertId}/open", ACCESS, ADMIN, NONE)   \
    X(post_admin_concert_verb, POST, ADMIN_CONCERTS "/{concertId}/pause", ACCESS, ADMIN, NONE)  \
    X(post_admin_concert_verb, POST, ADMIN_CONCERTS "/{concertId}/resume", ACCESS, ADMIN, NONE) \
    X(post_admin_concert_verb, POST, ADMIN_CONCERTS "/{concertId}/close", ACCESS, ADMIN, NONE)  \
    X(get_admin_stats, GET, ADMIN_CONCERTS "/{concertId}/stats", ACCESS, ADMIN, NONE)           \
    X(get_admin_seatmap, GET, V1 "/admin/shows/{showId}/seatmap", ACCESS, ADMIN, NONE)          \
    X(get_admin_holders, GET, V1 "/admin/shows/{showId}/holders", ACCESS, ADMIN, NONE)          \
    X(get_plain, GET, "/plain", NOBODY, BUYER, NONE)                                            \
    X(get_plain_concert, GET, PLAIN, NOBODY, BUYER, NONE)                                       \
    X(post_plain_concert, POST, PLAIN, NOBODY, BUYER, FORM)

#define HANDLER_DECLARE(handler, method, pattern, caller, role, body) \
    enum err handler(struct request *request, struct response *response);
ROUTES(HANDLER_DECLARE)
#undef HANDLER_DECLARE

#endif
