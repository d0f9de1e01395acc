/* main.c -- runs every unit test; the exit code is 1 when anything failed. */
#include <CUnit/Basic.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/unit.h"

bool unit_aborts(void (*act)(void))
{
    (void)fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        act();
        _exit(0);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGABRT;
}

void unit_capture_stderr(void (*act)(void), char *ret_text, size_t size)
{
    FILE *file = tmpfile();
    int kept = dup(STDERR_FILENO);
    if (!file || kept < 0 || dup2(fileno(file), STDERR_FILENO) < 0) {
        perror("unit_capture_stderr");
        exit(1);
    }
    act();
    (void)dup2(kept, STDERR_FILENO);
    (void)close(kept);
    if (fseek(file, 0, SEEK_SET) != 0) {
        perror("unit_capture_stderr");
        exit(1);
    }
    ret_text[fread(ret_text, 1, size - 1, file)] = '\0';
    (void)fclose(file);
}

void unit_fill_counting(void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)i;
}

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
