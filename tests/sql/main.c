/* main.c -- runs every test of the database; the exit code is 1 when anything failed. */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>

#include "sql/support/sql.h"

static void after_each(void)
{
    arena_reset(test_arena());
}

int main(void)
{
    CU_SuiteInfo suites[] = {
#define SQL_ROW(suite) {#suite, NULL, NULL, NULL, after_each, suite##_tests},
        SQL_SUITES(SQL_ROW)
#undef SQL_ROW
            CU_SUITE_INFO_NULL,
    };
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS) {
        (void)fprintf(stderr, "%s\n", CU_get_error_msg());
        return EXIT_FAILURE;
    }
    test_arena_open();
    connections_open();
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_ErrorCode ran = CU_basic_run_tests();
    bool passed =
        ran == CUE_SUCCESS && CU_get_number_of_failures() == 0 && CU_get_number_of_tests_run() > 0;
    CU_cleanup_registry();
    connections_close();
    test_arena_close();
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
