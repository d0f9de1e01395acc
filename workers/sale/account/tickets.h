/* tickets.h -- what was bought: tickets and sold reservations, as their owner sees them. */
#ifndef USHER_SALE_ACCOUNT_TICKETS_H
#define USHER_SALE_ACCOUNT_TICKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"

/* A sold seat with all that lists and tickets say of it. */
struct sale {
    struct uuid reservation_id;
    struct uuid ticket_id;
    struct uuid payment_id;
    struct uuid user_id;
    struct uuid concert_id;
    const char *concert_name;
    const char *venue;
    struct uuid show_id;
    int64_t starts_at_ms;
    const char *time_zone; /* of the concert */
    int64_t seat_id;
    const char *seat_number;
    const char *section;
    int64_t price;
    int64_t reserved_at_ms;
    int64_t created_at_ms;
    int64_t checked_in_at_ms; /* 0: not yet */
    bool refunded;
};

enum sale_filter { SALES_ALL, SALES_CONFIRMED, SALES_REFUNDED };

/* Newest reservation first, those older than `after` (empty: from the newest). */
struct sale_page {
    struct uuid user_id;
    struct uuid after;
    int64_t limit;
    enum sale_filter filter;
};
MUST_CHECK enum err sales_list(struct context *context, const struct sale_page *page,
                               const struct sale **ret_sales, size_t *ret_count);

/* The caller's sale by its ticket, or ERR_NOT_FOUND. */
MUST_CHECK enum err sales_by_ticket(struct context *context, const struct uuid *user_id,
                                    const struct uuid *ticket_id, struct sale *ret_sale);

/* What the ticket's QR code says, signed; from the arena. A refunded one should show none. */
const char *sale_ticket_code(const struct context *context, const struct sale *sale);

#endif
