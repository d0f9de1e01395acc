/* main.c -- runs every unit test; the exit code is 1 when anything failed. */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>

#include "unit/unit.h"

int main(void)
{
    CU_SuiteInfo suites[] = {
#define UNIT_ROW(suite) {#suite, NULL, NULL, NULL, NULL, suite##_tests},
        UNIT_SUITES(UNIT_ROW)
#undef UNIT_ROW
            CU_SUITE_INFO_NULL,
    };
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS) {
        (void)fprintf(stderr, "%s\n", CU_get_error_msg());
        return EXIT_FAILURE;
    }
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_ErrorCode ran = CU_basic_run_tests();
    bool passed =
        ran == CUE_SUCCESS && CU_get_number_of_failures() == 0 && CU_get_number_of_tests_run() > 0;
    CU_cleanup_registry();
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
