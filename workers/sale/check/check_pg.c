/* check_pg.c -- what Postgres says of a concert: its sales, and what Redis was not told yet. */
#include "sale/check/check_pg.h"

#include "store/pg.h"

#define SALES_PAGE 5000
#define OUTBOX_ROWS_MAX 1000

/* Where the next page of a show's sales begins. */
struct sales_page {
    int64_t seat_id;
    int64_t resale;
    bool is_last;
};

/* A refunded sale leaves the seat free; its buyer may still have an entry. */
static enum err read_page(struct check_look *look, struct check_show *show, struct sales_page *page)
{
    enum { SEAT_ID, RESALE, USER_ID, RESERVATION_ID, IS_REFUNDED };
    struct arena *arena = look->context->arena;
    PG_RESULT rows = NULL;
    struct pg_call call =
        pg_call("SELECT s.seat_id, s.resale, s.user_id, s.reservation_id,"
                " EXISTS (SELECT FROM usher.refunded_sales r"
                " WHERE r.reservation_id = s.reservation_id) FROM usher.sales s"
                " WHERE s.show_id = $1::uuid AND (s.seat_id, s.resale) > ($2::int, $3::int)"
                " ORDER BY s.seat_id, s.resale LIMIT $4::int",
                arena);
    pg_uuid(&call, &show->show->show_id);
    pg_int(&call, page->seat_id);
    pg_int(&call, page->resale);
    pg_int(&call, SALES_PAGE);
    enum err err = pg_read(look->context->pg, &call, &rows);
    if (err)
        return err;
    for (int row = 0; row < pg_rows(rows); row++) {
        struct uuid user_id = pg_get_uuid(rows, row, USER_ID);
        *page = (struct sales_page){.seat_id = pg_get_int(rows, row, SEAT_ID),
                                    .resale = pg_get_int(rows, row, RESALE)};
        people_add(&show->people, &user_id, arena);
        if (pg_get_bool(rows, row, IS_REFUNDED))
            continue;
        show->seats[page->seat_id - 1].owner = user_id;
        show->seats[page->seat_id - 1].sale = pg_get_uuid(rows, row, RESERVATION_ID);
    }
    page->is_last = pg_rows(rows) < SALES_PAGE;
    return OK;
}

static enum err read_unsold(struct check_look *look, struct check_show *show)
{
    PG_RESULT rows = NULL;
    struct pg_call call = pg_call("SELECT first_seat_id, seats FROM usher.sections"
                                  " WHERE show_id = $1::uuid AND price IS NULL",
                                  look->context->arena);
    pg_uuid(&call, &show->show->show_id);
    enum err err = pg_read(look->context->pg, &call, &rows);
    if (err)
        return err;
    for (int row = 0; row < pg_rows(rows); row++)
        for (int64_t i = 0; i < pg_get_int(rows, row, 1); i++)
            show->seats[pg_get_int(rows, row, 0) - 1 + i].is_unsold = true;
    return OK;
}

enum err check_read_sales(struct check_look *look, struct check_show *show)
{
    struct sales_page page = {0};
    enum err err = read_unsold(look, show);
    while (!err && !page.is_last)
        err = read_page(look, show, &page);
    return err;
}

/* A row that is there at every look is one that no scheduler can deliver. */
enum err check_outbox(struct check_look *look)
{
    PG_RESULT rows = NULL;
    struct pg_call call = pg_call("SELECT outbox_id, payment_id FROM usher.outbox"
                                  " WHERE concert_id = $1::uuid ORDER BY outbox_id LIMIT $2::int",
                                  look->context->arena);
    pg_uuid(&call, &look->concert_id);
    pg_int(&call, OUTBOX_ROWS_MAX);
    enum err err = pg_read(look->context->pg, &call, &rows);
    if (err)
        return err;
    look->report->checked[CHECK_TOLD] += pg_rows(rows);
    for (int row = 0; row < pg_rows(rows); row++) {
        struct uuid payment_id = pg_get_uuid(rows, row, 1);
        check_differ(look, CHECK_TOLD, "payment %s waits in the outbox, row %lld", payment_id.text,
                     (long long)pg_get_int(rows, row, 0));
    }
    return OK;
}
