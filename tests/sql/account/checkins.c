/* checkins.c -- tests of the door: a ticket lets in once, and is either used or refunded. */
#include <string.h>

#include "sql/support/sql.h"

#define PARALLEL 20

static const char *new_staff(void)
{
    return sql(as_owner(), "SELECT usher.register_user($1, 'hash', 'staff')",
               arena_printf(test_arena(), "%s@example.com", new_id()));
}

/* A ticket of seat A1 that was paid for, and the purchase behind it. */
static const char *new_ticket(struct purchase *ret_purchase)
{
    *ret_purchase = new_purchase("1000", "{1}");
    (void)pay(as_worker(), ret_purchase);
    return sql(as_worker(),
               "SELECT ticket_id FROM usher.tickets WHERE reservation_id = ($1::uuid[])[1]",
               ret_purchase->reservations);
}

/* One camera at the door. The answer is "outcome|number of the seat|there is a time". */
struct scan {
    const char *ticket_id;
    const char *staff_id;
    const char *scan_id;
};

static struct scan new_scan(const char *ticket_id)
{
    return (struct scan){.ticket_id = ticket_id, .staff_id = new_staff(), .scan_id = new_id()};
}

static void send_scan(PGconn *conn, const struct scan *scan)
{
    sql_send(conn,
             "SELECT outcome, seat_number, checked_in_at IS NOT NULL"
             " FROM usher.check_in($1::uuid, $2::uuid, $3::uuid)",
             scan->ticket_id, scan->staff_id, scan->scan_id);
}

static const char *check_in(PGconn *conn, const struct scan *scan)
{
    send_scan(conn, scan);
    return sql_answer(conn);
}

static const char *scan_once(const char *ticket_id)
{
    struct scan scan = new_scan(ticket_id);
    return check_in(as_worker(), &scan);
}

static void a_ticket_lets_in_once(void)
{
    struct purchase purchase;
    const char *ticket_id = new_ticket(&purchase);
    CHECK(scan_once(ticket_id), "checked_in|A1|t");
    CHECK(scan_once(ticket_id), "already_checked_in|A1|t");
}

static void the_door_learns_where_the_ticket_leads(void)
{
    struct purchase purchase;
    struct scan scan = new_scan(new_ticket(&purchase));
    CHECK(sql(as_worker(),
              "SELECT ticket_id = $1::uuid, show_id = $4::uuid, starts_at > now() + '29 days',"
              " concert_name, section, checked_in_at > now() - interval '1 minute'"
              " FROM usher.check_in($1::uuid, $2::uuid, $3::uuid)",
              scan.ticket_id, scan.staff_id, scan.scan_id, purchase.show_id),
          "t|t|t|Spring|R|t");
}

/* A camera at the door of a show; gate may be "". The answer: "outcome|gate of the check-in". */
static const char *scan_for(const char *ticket_id, const char *show_id, const char *gate)
{
    return sql(as_worker(),
               "SELECT outcome, gate FROM"
               " usher.check_in_for_show($1::uuid, $2::uuid, $3::uuid, $4::uuid, nullif($5, ''))",
               ticket_id, new_staff(), new_id(), show_id, gate);
}

/* The door of all shows of a concert opens so long before each. */
static void door_opens(const char *show_id, const char *seconds)
{
    (void)sql(as_owner(),
              "UPDATE usher.concerts SET checkin_opens_seconds = $2::int WHERE concert_id ="
              " (SELECT concert_id FROM usher.shows WHERE show_id = $1::uuid)",
              show_id, seconds);
}

static void a_ticket_opens_the_door_of_its_own_show(void)
{
    struct purchase purchase;
    const char *ticket_id = new_ticket(&purchase);
    door_opens(purchase.show_id, "31536000");
    CHECK(scan_for(ticket_id, new_id(), "North"), "wrong_show|");
    CHECK(scan_for(ticket_id, purchase.show_id, "North"), "checked_in|North");
    CHECK(scan_for(ticket_id, purchase.show_id, "South"), "already_checked_in|North");
    CHECK(scan_for(ticket_id, new_id(), "South"), "wrong_show|North");
}

/* The show of a purchase is a month away. */
static void the_door_opens_at_its_hour(void)
{
    struct purchase purchase;
    const char *ticket_id = new_ticket(&purchase);
    CHECK(scan_for(ticket_id, purchase.show_id, ""), "too_early|");
    CHECK(sql(as_worker(),
              "SELECT starts_at - opens_at FROM"
              " usher.check_in_for_show($1::uuid, $2::uuid, $3::uuid, $4::uuid, NULL)",
              ticket_id, new_staff(), new_id(), purchase.show_id),
          "06:00:00");
    door_opens(purchase.show_id, "31536000");
    CHECK(scan_for(ticket_id, purchase.show_id, ""), "checked_in|");
}

static const char *undo(const char *ticket_id, const char *undo_id)
{
    return sql(as_worker(),
               "SELECT outcome, seat_number FROM usher.undo_check_in($1::uuid, $2::uuid, $3::uuid,"
               " 'wrong person')",
               ticket_id, new_staff(), undo_id);
}

static void a_check_in_is_taken_back_and_both_stay_written_down(void)
{
    struct purchase purchase;
    const char *ticket_id = new_ticket(&purchase);
    CHECK(undo(new_id(), new_id()), "not_found|");
    CHECK(undo(ticket_id, new_id()), "not_checked_in|A1");
    CHECK(scan_once(ticket_id), "checked_in|A1|t");
    CHECK(undo(ticket_id, new_id()), "undone|A1");
    CHECK(undo(ticket_id, new_id()), "not_checked_in|A1");
    CHECK(scan_once(ticket_id), "checked_in|A1|t");
    CHECK(scan_once(ticket_id), "already_checked_in|A1|t");
    CHECK(sql(as_owner(),
              "SELECT count(*), count(u.reason) FROM usher.checkins LEFT JOIN usher.checkin_undos u"
              " USING (ticket_id, attempt) WHERE ticket_id = $1::uuid",
              ticket_id),
          "2|1");
}

/* Its first answer was lost, and meanwhile the ticket was let in again: that one stays. */
static void the_same_undo_again_takes_one_check_in_back(void)
{
    struct purchase purchase;
    const char *ticket_id = new_ticket(&purchase);
    const char *undo_id = new_id();
    CHECK(scan_once(ticket_id), "checked_in|A1|t");
    CHECK(undo(ticket_id, undo_id), "undone|A1");
    CHECK(scan_once(ticket_id), "checked_in|A1|t");
    CHECK(undo(ticket_id, undo_id), "undone|A1");
    CHECK(scan_once(ticket_id), "already_checked_in|A1|t");
}

static void a_ticket_that_was_let_in_by_mistake_is_refunded(void)
{
    struct purchase purchase;
    const char *ticket_id = new_ticket(&purchase);
    struct return_of all = return_of(&purchase);
    CHECK(scan_once(ticket_id), "checked_in|A1|t");
    CHECK(undo(ticket_id, new_id()), "undone|A1");
    CHECK(refund(as_worker(), &all), "refunded|100|1000|1");
    CHECK(scan_once(ticket_id), "void|A1|f");
}

/* Its first answer was lost. */
static void the_same_scan_again_is_the_same_check_in(void)
{
    struct purchase purchase;
    struct scan scan = new_scan(new_ticket(&purchase));
    CHECK(check_in(as_worker(), &scan), "checked_in|A1|t");
    CHECK(check_in(as_worker(), &scan), "checked_in|A1|t");
    CHECK(scan_once(scan.ticket_id), "already_checked_in|A1|t");
}

static void every_later_scan_is_told_of_the_first(void)
{
    struct purchase purchase;
    struct scan first = new_scan(new_ticket(&purchase));
    struct scan later = new_scan(first.ticket_id);
    const char *time = "SELECT checked_in_at FROM usher.check_in($1::uuid, $2::uuid, $3::uuid)";
    const char *first_time = sql(as_worker(), time, first.ticket_id, first.staff_id, first.scan_id);
    CHECK(sql(as_worker(), time, later.ticket_id, later.staff_id, later.scan_id), first_time);
}

static void no_ticket_lets_nobody_in(void)
{
    CHECK(scan_once(new_id()), "not_found||f");
}

static void a_refunded_ticket_is_void(void)
{
    struct purchase purchase;
    const char *ticket_id = new_ticket(&purchase);
    struct return_of all = return_of(&purchase);
    CHECK(refund(as_worker(), &all), "refunded|100|1000|1");
    CHECK(scan_once(ticket_id), "void|A1|f");
}

static void a_used_ticket_is_not_refunded(void)
{
    struct purchase purchase;
    const char *ticket_id = new_ticket(&purchase);
    struct return_of all = return_of(&purchase);
    CHECK(scan_once(ticket_id), "checked_in|A1|t");
    CHECK(refund(as_worker(), &all), "checked_in|||");
    CHECK(points_of(purchase.user_id), "900");
}

/* The scan comes while a refund is in the middle of its transaction, which then ends so. */
static const char *scan_during_refund(const char *refund_ends)
{
    struct purchase purchase;
    struct scan scan = new_scan(new_ticket(&purchase));
    struct return_of all = return_of(&purchase);
    PGconn *refunding = another_worker();
    PGconn *scanning = another_worker();
    (void)sql(refunding, "BEGIN");
    CHECK(refund(refunding, &all), "refunded|100|1000|1");
    send_scan(scanning, &scan);
    CU_ASSERT_TRUE(sql_waits(scanning));
    (void)sql(refunding, refund_ends);
    return sql_answer(scanning);
}

static void a_scan_waits_for_a_refund_and_finds_the_ticket_void(void)
{
    CHECK(scan_during_refund("COMMIT"), "void|A1|f");
}

static void a_scan_lets_in_when_the_refund_fails(void)
{
    CHECK(scan_during_refund("ROLLBACK"), "checked_in|A1|t");
}

/* The other way round. */
static const char *refund_during_scan(const char *scan_ends)
{
    struct purchase purchase;
    struct scan scan = new_scan(new_ticket(&purchase));
    struct return_of all = return_of(&purchase);
    PGconn *refunding = another_worker();
    PGconn *scanning = another_worker();
    (void)sql(scanning, "BEGIN");
    CHECK(check_in(scanning, &scan), "checked_in|A1|t");
    send_refund(refunding, &all);
    CU_ASSERT_TRUE(sql_waits(refunding));
    (void)sql(scanning, scan_ends);
    return sql_answer(refunding);
}

static void a_refund_waits_for_a_scan_and_finds_the_ticket_used(void)
{
    CHECK(refund_during_scan("COMMIT"), "checked_in|||");
}

static void a_refund_is_made_when_the_scan_fails(void)
{
    CHECK(refund_during_scan("ROLLBACK"), "refunded|100|1000|1");
}

/* Half of them are refunds: whoever is first decides what all the others find. */
static void of_scans_and_refunds_at_once_one_wins(void)
{
    PGconn *conns[PARALLEL];
    for (int i = 0; i < PARALLEL; i++)
        conns[i] = another_worker();
    for (int round = 0; round < 5; round++) {
        struct purchase purchase;
        struct scan scan = new_scan(new_ticket(&purchase));
        struct return_of all = return_of(&purchase);
        for (int i = 0; i < PARALLEL; i++) {
            scan.scan_id = new_id();
            if (i % 2 == round % 2)
                send_scan(conns[i], &scan);
            else
                send_refund(conns[i], &all);
        }
        int let_in = 0;
        int refunded = 0;
        for (int i = 0; i < PARALLEL; i++) {
            const char *answer = sql_answer(conns[i]);
            let_in += strcmp(answer, "checked_in|A1|t") == 0;
            refunded += strcmp(answer, "refunded|100|1000|1") == 0;
        }
        CU_ASSERT_EQUAL(let_in + refunded, 1);
        CHECK(points_of(purchase.user_id), refunded ? "1000" : "900");
    }
}

static void of_twenty_scans_at_once_one_lets_in(void)
{
    PGconn *conns[PARALLEL];
    struct purchase purchase;
    struct scan scan = new_scan(new_ticket(&purchase));
    for (int i = 0; i < PARALLEL; i++) {
        conns[i] = another_worker();
        scan.scan_id = new_id();
        send_scan(conns[i], &scan);
    }
    int let_in = 0;
    int refused = 0;
    for (int i = 0; i < PARALLEL; i++) {
        const char *answer = sql_answer(conns[i]);
        let_in += strcmp(answer, "checked_in|A1|t") == 0;
        refused += strcmp(answer, "already_checked_in|A1|t") == 0;
    }
    CU_ASSERT_EQUAL(let_in, 1);
    CU_ASSERT_EQUAL(refused, PARALLEL - 1);
}

static void nobody_without_an_account_lets_in(void)
{
    struct purchase purchase;
    struct scan scan = new_scan(new_ticket(&purchase));
    scan.staff_id = new_id();
    CHECK(check_in(as_worker(), &scan), "!23503 checkins_staff_exists");
    CHECK(scan_once(scan.ticket_id), "checked_in|A1|t");
}

CU_TestInfo checkins_tests[] = {
    TEST(a_ticket_lets_in_once),
    TEST(the_door_learns_where_the_ticket_leads),
    TEST(the_same_scan_again_is_the_same_check_in),
    TEST(every_later_scan_is_told_of_the_first),
    TEST(no_ticket_lets_nobody_in),
    TEST(a_refunded_ticket_is_void),
    TEST(a_used_ticket_is_not_refunded),
    TEST(a_scan_waits_for_a_refund_and_finds_the_ticket_void),
    TEST(a_scan_lets_in_when_the_refund_fails),
    TEST(a_refund_waits_for_a_scan_and_finds_the_ticket_used),
    TEST(a_refund_is_made_when_the_scan_fails),
    TEST(of_scans_and_refunds_at_once_one_wins),
    TEST(of_twenty_scans_at_once_one_lets_in),
    TEST(nobody_without_an_account_lets_in),
    TEST(a_ticket_opens_the_door_of_its_own_show),
    TEST(the_door_opens_at_its_hour),
    TEST(a_check_in_is_taken_back_and_both_stay_written_down),
    TEST(the_same_undo_again_takes_one_check_in_back),
    TEST(a_ticket_that_was_let_in_by_mistake_is_refunded),
    CU_TEST_INFO_NULL,
};
