/* buyer_record.c -- tests of the fields of a buyer's hash. */
#include "sale/redis/buyer_record.h"

#include "unit/unit.h"

#define RESERVATION "01a1fc3a-24cb-711a-b5ad-31f7e6f3249d"

static void a_hold_has_its_seat_and_deadline(void)
{
    struct buyer_entry entry;
    CU_ASSERT_TRUE_FATAL(buyer_entry_parse("7:12", RESERVATION " 1798106400000", &entry));
    CU_ASSERT_EQUAL(entry.kind, BUYER_HOLD);
    CU_ASSERT_EQUAL(entry.seat.show_no, 7);
    CU_ASSERT_EQUAL(entry.seat.seat_id, 12);
    CU_ASSERT_STRING_EQUAL(entry.reservation_id.text, RESERVATION);
    CU_ASSERT_EQUAL(entry.deadline_ms, 1798106400000);
}

static void a_sale_has_its_seat_and_no_deadline(void)
{
    struct buyer_entry entry;
    CU_ASSERT_TRUE_FATAL(buyer_entry_parse("7:12", "sold " RESERVATION, &entry));
    CU_ASSERT_EQUAL(entry.kind, BUYER_SALE);
    CU_ASSERT_EQUAL(entry.seat.seat_id, 12);
    CU_ASSERT_STRING_EQUAL(entry.reservation_id.text, RESERVATION);
    CU_ASSERT_EQUAL(entry.deadline_ms, 0);
}

static void a_refund_names_its_reservation_alone(void)
{
    struct buyer_entry entry;
    CU_ASSERT_TRUE_FATAL(buyer_entry_parse("refunded " RESERVATION, "1", &entry));
    CU_ASSERT_EQUAL(entry.kind, BUYER_REFUND);
    CU_ASSERT_STRING_EQUAL(entry.reservation_id.text, RESERVATION);
    CU_ASSERT_EQUAL(entry.seat.seat_id, 0);
}

static void what_is_no_entry_is_refused(void)
{
    static const char *const entries[][2] = {
        {"", ""},
        {"7:12", ""},
        {"7:12", RESERVATION},
        {"7:12", RESERVATION " "},
        {"7:12", RESERVATION " -5"},
        {"7:12", RESERVATION " 5 0"},
        {"7:12", "rubbish 5"},
        {"7:12", "sold"},
        {"7:12", "sold rubbish"},
        {"7:12", "sold " RESERVATION " 5"},
        {"7:12", "Sold " RESERVATION},
        {"7", "sold " RESERVATION},
        {"7:rubbish", "sold " RESERVATION},
        {"0:12", RESERVATION " 5"},
        {"refunded rubbish", "1"},
        {"refunded " RESERVATION, "2"},
        {"refunded", "1"},
    };
    for (size_t i = 0; i < LENGTH(entries); i++) {
        struct buyer_entry entry = {.deadline_ms = 42};
        CHECK_ROW(!buyer_entry_parse(entries[i][0], entries[i][1], &entry) &&
                      entry.deadline_ms == 42,
                  entries[i][1]);
    }
}

CU_TestInfo sale_buyer_record_tests[] = {
    UNIT(a_hold_has_its_seat_and_deadline),
    UNIT(a_sale_has_its_seat_and_no_deadline),
    UNIT(a_refund_names_its_reservation_alone),
    UNIT(what_is_no_entry_is_refused),
    CU_TEST_INFO_NULL,
};
