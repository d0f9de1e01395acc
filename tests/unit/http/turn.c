/* turn.c -- tests of the turn that processes take. */
#include "http/server/turn.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/unit.h"

#define AS_LONG_AS_IT_TAKES_MS 60000

/* Has the turn until it is ended. */
static pid_t somebody_with(int turn)
{
    int told[2];
    char byte = 0;
    CU_ASSERT_EQUAL_FATAL(pipe(told), 0);
    pid_t pid = fork();
    if (pid == 0) {
        (void)turn_wait(turn, AS_LONG_AS_IT_TAKES_MS);
        (void)!write(told[1], "x", 1);
        for (;;)
            (void)pause();
    }
    CU_ASSERT_EQUAL(read(told[0], &byte, 1), 1);
    (void)close(told[0]);
    (void)close(told[1]);
    return pid;
}

static void end(pid_t pid)
{
    (void)kill(pid, SIGKILL);
    CU_ASSERT_EQUAL(waitpid(pid, NULL, 0), pid);
}

static void one_process_at_a_time_has_the_turn(void)
{
    int turn = turn_create();
    pid_t first = somebody_with(turn);
    CU_ASSERT_FALSE(turn_wait(turn, 0));
    CU_ASSERT_FALSE(turn_wait(turn, 20));
    end(first);
    (void)close(turn);
}

static void the_turn_of_a_process_that_died_is_the_next_ones(void)
{
    int turn = turn_create();
    end(somebody_with(turn));
    CU_ASSERT_TRUE(turn_wait(turn, AS_LONG_AS_IT_TAKES_MS));
    turn_end(turn);
    end(somebody_with(turn));
    (void)close(turn);
}

CU_TestInfo http_turn_tests[] = {
    UNIT(one_process_at_a_time_has_the_turn),
    UNIT(the_turn_of_a_process_that_died_is_the_next_ones),
    CU_TEST_INFO_NULL,
};
