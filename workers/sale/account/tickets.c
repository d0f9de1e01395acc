/* tickets.c -- what was bought: tickets and sold reservations, as their owner sees them. */
#include "sale/account/tickets.h"

#include "store/pg.h"
#include "store/pg_answers.h"

#define SALE_QUERY                                                                               \
    "SELECT reservation_id, ticket_id, payment_id, sales.user_id, concert_id, concerts.name, "   \
    "venue,"                                                                                     \
    " show_id, starts_at, seat_id, number, sections.name, sales.price, reserved_at,"             \
    " sales.created_at, valid_checkins.created_at,"                                              \
    " refunded_sales.reservation_id IS NOT NULL, coalesce(time_zone, $2::text)"                  \
    " FROM usher.sales JOIN usher.tickets USING (reservation_id)"                                \
    " JOIN usher.shows USING (show_id) JOIN usher.concerts USING (concert_id)"                   \
    " JOIN usher.seats USING (show_id, seat_id) JOIN usher.sections USING (show_id, section_no)" \
    " LEFT JOIN usher.refunded_sales USING (reservation_id)"                                     \
    " LEFT JOIN usher.valid_checkins USING (ticket_id)"                                          \
    " WHERE sales.user_id = $1::uuid "

static void read_sale(const PGresult *result, int row, struct arena *arena, void *ret_sale)
{
    *(struct sale *)ret_sale = (struct sale){
        .reservation_id = pg_get_uuid(result, row, 0),
        .ticket_id = pg_get_uuid(result, row, 1),
        .payment_id = pg_get_uuid(result, row, 2),
        .user_id = pg_get_uuid(result, row, 3),
        .concert_id = pg_get_uuid(result, row, 4),
        .concert_name = pg_get_text(result, row, 5, arena),
        .venue = pg_get_text(result, row, 6, arena),
        .show_id = pg_get_uuid(result, row, 7),
        .starts_at_ms = pg_get_time_ms(result, row, 8),
        .seat_id = pg_get_int(result, row, 9),
        .seat_number = pg_get_text(result, row, 10, arena),
        .section = pg_get_text(result, row, 11, arena),
        .price = pg_get_int(result, row, 12),
        .reserved_at_ms = pg_get_time_ms(result, row, 13),
        .created_at_ms = pg_get_time_ms(result, row, 14),
        .checked_in_at_ms = pg_get_time_ms(result, row, 15),
        .refunded = pg_get_bool(result, row, 16),
        .time_zone = pg_get_text(result, row, 17, arena),
    };
}

enum err sales_list(struct context *context, const struct sale_page *page,
                    const struct sale **ret_sales, size_t *ret_count)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call(SALE_QUERY "AND ($3::uuid IS NULL OR reservation_id < $3::uuid)"
                           " AND ($4::boolean IS NULL"
                           " OR (refunded_sales.reservation_id IS NOT NULL) = $4::boolean)"
                           " ORDER BY reservation_id DESC LIMIT $5::int",
                context->arena);
    pg_uuid(&call, &page->user_id);
    pg_text(&call, context->config->time_zone);
    pg_uuid(&call, &page->after);
    if (page->filter == SALES_ALL)
        pg_text(&call, NULL);
    else
        pg_bool(&call, page->filter == SALES_REFUNDED);
    pg_int(&call, page->limit);
    enum err err = pg_read(context->pg, &call, &result);
    if (!err)
        *ret_sales = pg_list(result, sizeof(**ret_sales), read_sale, context->arena, ret_count);
    return err;
}

enum err sales_by_ticket(struct context *context, const struct uuid *user_id,
                         const struct uuid *ticket_id, struct sale *ret_sale)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call(SALE_QUERY "AND ticket_id = $3::uuid", context->arena);
    pg_uuid(&call, user_id);
    pg_text(&call, context->config->time_zone);
    pg_uuid(&call, ticket_id);
    enum err err = pg_find(context->pg, &call, &result);
    if (!err)
        read_sale(result, 0, context->arena, ret_sale);
    return err;
}

const char *sale_ticket_code(const struct context *context, const struct sale *sale)
{
    struct ticket_claims claims = {
        .ticket_id = sale->ticket_id,
        .show_id = sale->show_id,
        .seat_number = sale->seat_number,
        .starts_at_ms = sale->starts_at_ms,
    };
    const struct config *config = context->config;
    return config->jws_tickets ? ticket_code_sign_jws(&config->ticket_keys, &claims, context->arena)
                               : ticket_code_sign(&config->ticket_keys, &claims, context->arena);
}
