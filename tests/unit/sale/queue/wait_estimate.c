/* wait_estimate.c -- how long a place takes, and how often it is looked at. */
#include "sale/queue/wait_estimate.h"
#include "sale/queue/queue.h"

#include "unit/unit.h"

static void near_the_front_one_looks_every_second_or_two(void)
{
    CU_ASSERT_EQUAL(wait_poll_seconds(0), 1);
    CU_ASSERT_EQUAL(wait_poll_seconds(199), 1);
    CU_ASSERT_EQUAL(wait_poll_seconds(200), 2);
}

static void far_back_one_looks_every_ten_seconds_and_more(void)
{
    CU_ASSERT_EQUAL(wait_poll_seconds(1800), 10);
    CU_ASSERT_EQUAL(wait_poll_seconds(2800), 15);
    CU_ASSERT_EQUAL(wait_poll_seconds(1000000), 15);
}

static void the_wait_is_the_people_over_the_rate_rounded_up(void)
{
    CU_ASSERT_EQUAL(wait_estimate_seconds(1, 1000000), 1);
    CU_ASSERT_EQUAL(wait_estimate_seconds(3, 2000000), 2);
    CU_ASSERT_EQUAL(wait_estimate_seconds(1000000, 500000), 2000000);
}

static void without_a_rate_the_wait_is_not_known(void)
{
    CU_ASSERT_EQUAL(wait_estimate_seconds(1, 0), -1);
}

CU_TestInfo sale_queue_tests[] = {
    UNIT(near_the_front_one_looks_every_second_or_two),
    UNIT(far_back_one_looks_every_ten_seconds_and_more),
    UNIT(the_wait_is_the_people_over_the_rate_rounded_up),
    UNIT(without_a_rate_the_wait_is_not_known),
    CU_TEST_INFO_NULL,
};
