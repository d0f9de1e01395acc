/* people.c -- the buyers, concerts, shows and payments that most tests begin with. */
#include "sql.h"

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

const char *new_concert(void)
{
    return sql(as_worker(), "SELECT usher.create_concert('Spring', 'Dome', now() + '1 hour', NULL,"
                            " NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
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
