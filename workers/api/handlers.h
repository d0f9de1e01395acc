/* handlers.h -- the handlers, each named after its method and address. */
#ifndef USHER_API_HANDLERS_H
#define USHER_API_HANDLERS_H

#include "http/request.h"
#include "http/response.h"

/*
 * A handler decodes the request, calls one rule of sale/ and encodes what the rule says. It returns
 * OK with the answer filled in, or the error that becomes a problem document, to which it may have
 * added a detail and members. What its route asks for (token, role, body) was checked before.
 */
#define HANDLERS(X)                                                                        \
    X(post_register)                                                                       \
    X(post_login)                                                                          \
    X(post_refresh)                                                                        \
    X(post_logout)                                                                         \
    X(get_me)                                                                              \
    X(get_concerts)                                                                        \
    X(get_concert)                                                                         \
    X(post_queue_entry)                                                                    \
    X(get_queue_entry)                                                                     \
    X(delete_queue_entry)                                                                  \
    X(put_queue_entry_wishes)                                                              \
    X(delete_queue_entry_wishes)                                                           \
    X(get_queue_entry_proof)                                                               \
    X(get_draw)                                                                            \
    X(get_draw_entrants)                                                                   \
    X(get_shows)                                                                           \
    X(get_seats)                                                                           \
    X(get_seatmap)                                                                         \
    X(get_show_events)                                                                     \
    X(post_reservations)                                                                   \
    X(get_reservations)                                                                    \
    X(delete_reservation)                                                                  \
    X(get_points)                                                                          \
    X(patch_points_charge)                                                                 \
    X(get_points_history)                                                                  \
    X(post_points_charges)                                                                 \
    X(get_points_charge)                                                                   \
    X(post_webhooks_payments)                                                              \
    X(post_payments)                                                                       \
    X(get_payments)                                                                        \
    X(get_payment)                                                                         \
    X(post_payment_refund)                                                                 \
    X(get_tickets)                                                                         \
    X(get_ticket)                                                                          \
    X(get_ticket_picture)                                                                  \
    X(get_ticket_keys)                                                                     \
    X(post_checkins)                                                                       \
    X(post_admin_concerts)                                                                 \
    X(patch_admin_concert)                                                                 \
    X(post_admin_concert_verb) /* open, pause, resume, close: the last part of the path */ \
    X(get_admin_stats)                                                                     \
    X(get_admin_seatmap)                                                                   \
    X(get_admin_holders)                                                                   \
    X(get_plain)                                                                           \
    X(get_plain_concert)                                                                   \
    X(post_plain_concert)                                                                  \
    X(get_healthz)                                                                         \
    X(get_readyz)

#define HANDLER_DECLARE(name) enum err name(struct request *request, struct response *response);
HANDLERS(HANDLER_DECLARE)
#undef HANDLER_DECLARE

/* Problems of the pages below /plain are pages as well. */
void show_problem(const struct request *request, struct response *response, enum err err);

#endif
