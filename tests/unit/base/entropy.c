/* entropy.c -- tests of the random bytes. */
#include "base/entropy.h"

#include <string.h>

#include "unit/unit.h"

static void the_system_never_repeats_itself(void)
{
    struct entropy entropy = entropy_system();
    uint8_t first[32] = {0}, second[32] = {0};
    entropy.fill(first, sizeof(first));
    entropy.fill(second, sizeof(second));
    CU_ASSERT_NOT_EQUAL(memcmp(first, second, sizeof(first)), 0);
    CU_ASSERT_NOT_EQUAL(entropy_u64(&entropy), entropy_u64(&entropy));
}

static void a_test_can_foretell_it(void)
{
    struct entropy entropy = {.fill = unit_fill_counting};
    CU_ASSERT_EQUAL(entropy_u64(&entropy), entropy_u64(&entropy));
}

CU_TestInfo entropy_tests[] = {
    UNIT(the_system_never_repeats_itself),
    UNIT(a_test_can_foretell_it),
    CU_TEST_INFO_NULL,
};
