/* unit.c -- what every file of the unit tests shares. */
#include "unit/unit.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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
