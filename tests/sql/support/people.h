/* people.h -- people, shows and payments that most tests begin with. */
#ifndef USHER_SQL_SUPPORT_PEOPLE_H
#define USHER_SQL_SUPPORT_PEOPLE_H

#include <libpq-fe.h>
#include <stdbool.h>

/* A new one of each; ids as text. */
const char *new_id(void);
const char *new_user(void);
const char *new_user_with_points(const char *points);
const char *new_concert(void);

/* The concert's id, or the error. opens_in is an interval; empty: it has no hour. */
const char *make_concert(const char *opens_in, const char *queueing);

/* One section "R" with one row: so many seats of that price, all in row A. */
const char *new_show(const char *concert_id, const char *seats, const char *price);
const char *points_of(const char *user_id);

/* What a buyer asks of usher.pay; `reservations` and `seats` are array literals of one length. */
struct purchase {
    const char *user_id;
    const char *concert_id;
    const char *show_id;
    const char *reservations;
    const char *seats;
    bool holds_gone;
    const char *key;         /* NULL: none */
    const char *fingerprint; /* NULL: the same as always */
};

/* A buyer with so many points, and a show of twenty seats for 100 each in a concert of its own. */
struct purchase new_purchase(const char *points, const char *seats);

/* As many new reservation ids as there are seats. */
const char *new_reservations(const char *seats);

/* "outcome|total|points|numbers of the seats", or the error. */
const char *pay(PGconn *conn, const struct purchase *purchase);
void send_pay(PGconn *conn, const struct purchase *purchase);

/* Somebody else with 1000 points, who wants the same seats under reservations of their own. */
struct purchase rival_of(const struct purchase *purchase);

/* What the owner of a payment asks of usher.refund. */
struct return_of {
    const char *user_id;
    const char *payment_id;
    const char *reservations; /* NULL: all that is left */
    const char *key;          /* NULL: none */
    const char *fingerprint;  /* NULL: the same as always */
};

/* Everything that the purchase's payment has sold. */
struct return_of return_of(const struct purchase *purchase);

/* The same, of one seat of it. */
struct return_of return_of_seat(const struct purchase *purchase, const char *seat);

/* "outcome|amount|points|ids of the seats", or the error. */
const char *refund(PGconn *conn, const struct return_of *wanted);
void send_refund(PGconn *conn, const struct return_of *wanted);

#endif
