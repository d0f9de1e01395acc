/* people.c -- the buyers, concerts, shows and payments that most tests begin with. */
#include "sql/support/people.h"

#include "base/arena.h"
#include "sql/support/connections.h"
#include "sql/support/statement.h"
#include "sql/support/test_arena.h"

const char *new_id(void)
{
    return sql(as_worker(), "SELECT usher.uuid_v7()");
}

const char *new_user(void)
{
    return sql(as_worker(), "SELECT usher.register_user($1, 'hash', 'buyer')",
               arena_printf(test_arena(), "%s@example.com", new_id()));
}

const char *new_user_with_points(const char *points)
{
    const char *user_id = new_user();
    if (*points != '0')
        (void)sql(as_worker(), "SELECT usher.charge_points($1::uuid, $2::bigint, NULL, NULL)",
                  user_id, points);
    return user_id;
}

const char *make_concert(const char *opens_in, const char *queueing)
{
    return sql(as_worker(),
               "SELECT usher.make_concert('Spring', 'Dome', NULL, now() + nullif($1, '')::interval,"
               " 100, 1000, 300, 60, 300, 300, 4, 86400, 21600, $2)",
               opens_in, queueing);
}

const char *new_concert(void)
{
    return make_concert("1 hour", "fifo");
}

const char *new_show(const char *concert_id, const char *seats, const char *price)
{
    return sql(as_worker(),
               "SELECT show_id FROM usher.create_show($1::uuid, now() + '30 days',"
               " jsonb_build_array(jsonb_build_object('name', 'R', 'rows', 1, 'seatsPerRow',"
               " $2::int, 'price', $3::int)))",
               concert_id, seats, price);
}

const char *points_of(const char *user_id)
{
    return sql(as_worker(), "SELECT balance FROM usher.wallets WHERE user_id = $1::uuid", user_id);
}

const char *new_reservations(const char *seats)
{
    return sql(as_worker(),
               "SELECT array_agg(usher.uuid_v7()) FROM generate_series(1, cardinality($1::int[]))",
               seats);
}

struct purchase new_purchase(const char *points, const char *seats)
{
    const char *concert_id = new_concert();
    return (struct purchase){
        .user_id = new_user_with_points(points),
        .concert_id = concert_id,
        .show_id = new_show(concert_id, "20", "100"),
        .reservations = new_reservations(seats),
        .seats = seats,
    };
}

void send_pay(PGconn *conn, const struct purchase *purchase)
{
    sql_send(conn,
             "SELECT outcome, total_amount, points, string_agg(seat_number, ',' ORDER BY seat_id)"
             " FROM usher.pay($1::uuid, $2::uuid, $4::uuid[],"
             " array_fill($3::uuid, ARRAY[cardinality($5::int[])]), $5::int[],"
             " array_fill(now(), ARRAY[cardinality($5::int[])]), $6::boolean, nullif($7, ''),"
             " $8::bytea) GROUP BY outcome, total_amount, points",
             purchase->user_id, purchase->concert_id, purchase->show_id, purchase->reservations,
             purchase->seats, purchase->holds_gone ? "f" : "t", purchase->key ? purchase->key : "",
             purchase->fingerprint ? purchase->fingerprint : "\\x00");
}

const char *pay(PGconn *conn, const struct purchase *purchase)
{
    send_pay(conn, purchase);
    return sql_answer(conn);
}

struct purchase rival_of(const struct purchase *purchase)
{
    struct purchase rival = *purchase;
    rival.user_id = new_user_with_points("1000");
    rival.reservations = new_reservations(purchase->seats);
    return rival;
}

struct return_of return_of(const struct purchase *purchase)
{
    return (struct return_of){
        .user_id = purchase->user_id,
        .payment_id = sql(as_worker(),
                          "SELECT DISTINCT payment_id FROM usher.sales"
                          " WHERE reservation_id = ANY ($1::uuid[])",
                          purchase->reservations),
    };
}

struct return_of return_of_seat(const struct purchase *purchase, const char *seat)
{
    struct return_of wanted = return_of(purchase);
    wanted.reservations = sql(as_worker(),
                              "SELECT ARRAY[reservation_id] FROM usher.sales"
                              " WHERE payment_id = $1::uuid AND seat_id = $2::int",
                              wanted.payment_id, seat);
    return wanted;
}

void send_refund(PGconn *conn, const struct return_of *wanted)
{
    sql_send(conn,
             "SELECT outcome, amount, points, string_agg(seat_id::text, ',' ORDER BY seat_id)"
             " FROM usher.refund($1::uuid, $2::uuid, nullif($3, '')::uuid[], nullif($4, ''),"
             " $5::bytea) GROUP BY outcome, amount, points",
             wanted->user_id, wanted->payment_id, wanted->reservations ? wanted->reservations : "",
             wanted->key ? wanted->key : "", wanted->fingerprint ? wanted->fingerprint : "\\x00");
}

const char *refund(PGconn *conn, const struct return_of *wanted)
{
    send_refund(conn, wanted);
    return sql_answer(conn);
}
