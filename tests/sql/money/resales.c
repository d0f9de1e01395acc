/* resales.c -- tests of a seat's second life: a refunded sale stays, and the seat is sold again. */
#include "sql/support/sql.h"

#define SALES \
    "SELECT seat_id, refunded FROM usher.sales_of_show($1::uuid, $2::int, $3::int, $4::int)"

/* The whole payment goes back. */
static void give_back(const struct purchase *purchase)
{
    struct return_of all = return_of(purchase);
    (void)refund(as_worker(), &all);
}

/* Somebody else buys the same seats. */
static const char *buy_again(const struct purchase *purchase)
{
    struct purchase again = rival_of(purchase);
    return pay(as_worker(), &again);
}

static void a_refunded_seat_is_sold_again_once(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), &purchase);
    CHECK(buy_again(&purchase), "!23505 sales_seat_once");
    give_back(&purchase);
    CHECK(buy_again(&purchase), "paid|100|900|A1");
    CHECK(buy_again(&purchase), "!23505 sales_seat_once");
    CHECK(sql(as_worker(),
              "SELECT array_agg(resale ORDER BY resale) FROM usher.sales"
              " WHERE show_id = $1::uuid",
              purchase.show_id),
          "{0,1}");
}

static void a_sale_is_refunded_once(void)
{
    const char *insert = "INSERT INTO usher.refunded_sales (reservation_id, refund_id)"
                         " SELECT $1::uuid, refund_id FROM usher.refunds LIMIT 1";
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), &purchase);
    const char *sale = sql(as_worker(), "SELECT ($1::uuid[])[1]", purchase.reservations);
    give_back(&purchase);
    CHECK(sql(as_owner(), insert, sale), "!23505 refunded_sales_once");
    CHECK(sql(as_owner(), insert, new_id()), "!23503 refunded_sales_sale_exists");
}

static void a_refund_shows_on_its_line_of_the_payment(void)
{
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), &purchase);
    const char *line = "SELECT seat_number, refunded_at IS NOT NULL FROM usher.payment_lines"
                       " WHERE user_id = $1::uuid";
    CHECK(sql(as_worker(), line, purchase.user_id), "A1|f");
    give_back(&purchase);
    CHECK(sql(as_worker(), line, purchase.user_id), "A1|t");
}

static void the_sales_of_a_show_come_in_pages_with_the_refunded(void)
{
    struct purchase purchase = new_purchase("1000", "{2,4,6,8}");
    (void)pay(as_worker(), &purchase);
    struct purchase other = purchase;
    other.seats = "{5}";
    other.reservations = new_reservations("{5}");
    (void)pay(as_worker(), &other);
    give_back(&other);
    (void)buy_again(&other);
    CHECK(sql(as_scheduler(), SALES, purchase.show_id, "0", "0", "3"), "2|f\n4|f\n5|t");
    CHECK(sql(as_scheduler(), SALES, purchase.show_id, "5", "0", "3"), "5|f\n6|f\n8|f");
    CHECK(sql(as_scheduler(), SALES, purchase.show_id, "8", "0", "3"), "");
}

static void a_sale_names_its_owner_and_reservation(void)
{
    struct purchase purchase = new_purchase("1000", "{2}");
    (void)pay(as_worker(), &purchase);
    CHECK(sql(as_scheduler(),
              "SELECT user_id, ARRAY[reservation_id]"
              " FROM usher.sales_of_show($1::uuid, 0, 0, 10)",
              purchase.show_id),
          arena_printf(test_arena(), "%s|%s", purchase.user_id, purchase.reservations));
}

static void a_refused_sale_breaks_a_rule_by_name(void)
{
    static const struct {
        const char *seat, *price, *resale, *refusal;
    } refused[] = {
        {"1", "100", "0", "!23505 sales_seat_once"},
        {"21", "100", "0", "!23503 sales_seat_exists"},
        {"2", "0", "0", "!23514 sales_price_positive"},
        {"2", "100", "-1", "!23514 sales_resale_not_negative"},
    };
    struct purchase purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), &purchase);
    for (size_t i = 0; i < LENGTH(refused); i++)
        CHECK(sql(as_owner(),
                  "INSERT INTO usher.sales SELECT usher.uuid_v7(), payment_id, show_id, $2::int,"
                  " user_id, $3::int, $4::int, now() FROM usher.sales WHERE show_id = $1::uuid",
                  purchase.show_id, refused[i].seat, refused[i].price, refused[i].resale),
              refused[i].refusal);
}

static void a_refused_payment_row_or_ticket_breaks_a_rule_by_name(void)
{
    const char *insert = "INSERT INTO usher.payments (payment_id, user_id, concert_id,"
                         " total_amount, points_after) VALUES (usher.uuid_v7(), $1::uuid,"
                         " $1::uuid, $2::int, $3::int)";
    const char *user_id = new_user();
    CHECK(sql(as_owner(), insert, user_id, "0", "0"), "!23514 payments_total_positive");
    CHECK(sql(as_owner(), insert, user_id, "1", "-1"), "!23514 payments_points_not_negative");
    CHECK(sql(as_owner(), insert, new_id(), "1", "0"), "!23503 payments_wallet_exists");
    CHECK(sql(as_owner(), "INSERT INTO usher.tickets (reservation_id) VALUES ($1::uuid)", new_id()),
          "!23503 tickets_sale_exists");
    CHECK(sql(as_owner(), "INSERT INTO usher.tickets (reservation_id)"
                          " SELECT reservation_id FROM usher.sales LIMIT 1"),
          "!23505 tickets_reservation_once");
}

CU_TestInfo resales_tests[] = {
    TEST(a_refunded_seat_is_sold_again_once),
    TEST(a_sale_is_refunded_once),
    TEST(a_refund_shows_on_its_line_of_the_payment),
    TEST(the_sales_of_a_show_come_in_pages_with_the_refunded),
    TEST(a_sale_names_its_owner_and_reservation),
    TEST(a_refused_sale_breaks_a_rule_by_name),
    TEST(a_refused_payment_row_or_ticket_breaks_a_rule_by_name),
    CU_TEST_INFO_NULL,
};
