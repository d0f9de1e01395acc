/* hold_record.c -- tests of the value of a hold's key. */
#include "sale/redis/hold_record.h"

#include "unit/unit.h"

#define RESERVATION "01a1fc3a-24cb-711a-b5ad-31f7e6f3249d"
#define USER "0190b2f0-7c1e-7a00-8000-00000000000a"
#define FENCE "0190b2f0-7c1e-7a00-8000-0000000000fe"

static void a_hold_says_who_has_the_seat_and_until_when(void)
{
    struct hold_record hold;
    CU_ASSERT_TRUE_FATAL(hold_record_parse(RESERVATION " " USER " 1798106400000 0", &hold));
    CU_ASSERT_STRING_EQUAL(hold.reservation_id.text, RESERVATION);
    CU_ASSERT_STRING_EQUAL(hold.user_id.text, USER);
    CU_ASSERT_EQUAL(hold.deadline_ms, 1798106400000);
    CU_ASSERT_FALSE(hold.is_being_paid);
}

static void a_hold_with_one_fence_or_several_is_being_paid(void)
{
    struct hold_record hold;
    CU_ASSERT_TRUE(hold_record_parse(RESERVATION " " USER " 1 " FENCE, &hold));
    CU_ASSERT_TRUE(hold.is_being_paid);
    CU_ASSERT_TRUE(hold_record_parse(RESERVATION " " USER " 1 " FENCE "," FENCE, &hold));
    CU_ASSERT_TRUE(hold.is_being_paid);
}

static void what_is_no_hold_is_refused(void)
{
    static const char *const texts[] = {
        "",
        " ",
        RESERVATION,
        RESERVATION " " USER,
        RESERVATION " " USER " ",
        RESERVATION " " USER " 1798106400000",
        RESERVATION " " USER " 1798106400000 ",
        RESERVATION "  " USER " 1798106400000 0",
        RESERVATION " " USER " -1 0",
        RESERVATION " " USER " 1.5e12 0",
        RESERVATION " " USER " 99999999999999999999 0",
        "rubbish " USER " 1798106400000 0",
        RESERVATION " rubbish 1798106400000 0",
        RESERVATION USER " 1798106400000 0",
    };
    for (size_t i = 0; i < LENGTH(texts); i++) {
        struct hold_record hold = {.deadline_ms = 42};
        CHECK_ROW(!hold_record_parse(texts[i], &hold) && hold.deadline_ms == 42, texts[i]);
    }
}

CU_TestInfo sale_hold_record_tests[] = {
    UNIT(a_hold_says_who_has_the_seat_and_until_when),
    UNIT(a_hold_with_one_fence_or_several_is_being_paid),
    UNIT(what_is_no_hold_is_refused),
    CU_TEST_INFO_NULL,
};
