/* main.c -- runs every test of the scripts against the Redis at USHER_TEST_REDIS_URL. */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>

#include "lua/support/support.h"

static bool run(void)
{
    CU_SuiteInfo suites[] = {
#define LUA_ROW(suite) {#suite, NULL, NULL, NULL, NULL, suite##_tests},
        LUA_SUITES(LUA_ROW)
#undef LUA_ROW
            CU_SUITE_INFO_NULL,
    };
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS) {
        (void)fprintf(stderr, "%s\n", CU_get_error_msg());
        return false;
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_ErrorCode ran = CU_basic_run_tests();
    bool passed =
        ran == CUE_SUCCESS && CU_get_number_of_failures() == 0 && CU_get_number_of_tests_run() > 0;
    CU_cleanup_registry();
    return passed;
}

int main(void)
{
    bool passed = redis_is_there(getenv("USHER_TEST_REDIS_URL")) && run();
    redis_is_done();
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
