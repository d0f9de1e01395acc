/* metrics.c -- tests of counting in shared memory, and of how it is told. */
#include "base/metrics/metrics.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/metrics/exposition.h"
#include "unit/unit.h"

static void write_route(size_t number, char ret_text[METRIC_LABEL_SIZE])
{
    static const char *const routes[] = {"method=\"GET\",route=\"/a\"",
                                         "method=\"POST\",route=\"/a\"", "method=\"\",route=\"\""};
    (void)snprintf(ret_text, METRIC_LABEL_SIZE, "%s", routes[number]);
}

static struct metrics *pool_of(size_t processes)
{
    return metrics_create(&(struct metrics_plan){.owner = OWNER_WORKER,
                                                 .pool = "queue",
                                                 .processes = processes,
                                                 .routes = {.count = 3, .write = write_route}});
}

static struct metric_series series(enum metric metric)
{
    return (struct metric_series){.metric = metric};
}

/* One gauge with a value, so that its form can be seen. */
static void read_gauge(void *argument, enum metric metric, struct exposition *exposition)
{
    (void)argument;
    if (metric == METRIC_STORE_UP)
        exposition_gauge(exposition, &(struct gauge){.labels = "store=\"redis\"", .value = 0.25});
}

/* Whether the text has this line, whole. */
static bool tells(const struct metrics *metrics, const char *line)
{
    size_t length;
    char *text = exposition_text(metrics, &(struct gauge_reader){.read = read_gauge}, &length);
    size_t line_length = strlen(line);
    bool found = false;
    for (const char *at = text; at && !found; at = strchr(at, '\n')) {
        at += at != text;
        found = strncmp(at, line, line_length) == 0 && at[line_length] == '\n';
    }
    free(text);
    return found;
}

/* Counts so often in a process of its own, which then waits to be killed, as the test goes on. */
static pid_t count_in_a_process(struct metrics *metrics, int times)
{
    int told[2];
    char byte = 0;
    if (pipe(told) != 0)
        abort();
    pid_t pid = fork();
    if (pid == 0) {
        metrics_enter(metrics);
        metrics_set_requests(metrics, 3);
        for (int i = 0; i < times; i++)
            metrics_add(metrics, series(METRIC_JOINED), 1);
        if (write(told[1], &byte, 1) != 1)
            _exit(1);
        for (;;)
            (void)pause();
    }
    CU_ASSERT_EQUAL(read(told[0], &byte, 1), 1);
    (void)close(told[0]);
    (void)close(told[1]);
    return pid;
}

static void end_process(struct metrics *metrics, pid_t pid)
{
    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, NULL, 0);
    metrics_leave(metrics, pid);
}

static void no_death_loses_or_doubles_a_count(void)
{
    struct metrics *metrics = pool_of(2);
    for (int i = 1; i <= 20; i++) {
        pid_t pid = count_in_a_process(metrics, 50);
        CU_ASSERT_EQUAL(metrics_sum(metrics, series(METRIC_JOINED)), (uint64_t)i * 50);
        end_process(metrics, pid);
        CU_ASSERT_EQUAL(metrics_sum(metrics, series(METRIC_JOINED)), (uint64_t)i * 50);
    }
    metrics_destroy(metrics);
}

static void what_a_dead_process_was_doing_is_over(void)
{
    struct metrics *metrics = pool_of(2);
    pid_t one = count_in_a_process(metrics, 1);
    pid_t other = count_in_a_process(metrics, 1);
    CU_ASSERT_EQUAL(metrics_requests(metrics).busy, 2);
    CU_ASSERT_EQUAL(metrics_requests(metrics).waiting, 4);
    end_process(metrics, one);
    CU_ASSERT_EQUAL(metrics_requests(metrics).busy, 1);
    CU_ASSERT_EQUAL(metrics_requests(metrics).waiting, 2);
    end_process(metrics, other);
    CU_ASSERT_EQUAL(metrics_requests(metrics).busy, 0);
    CU_ASSERT_EQUAL(metrics_requests(metrics).waiting, 0);
    metrics_destroy(metrics);
}

/* They begin when the gate is closed, and count in the slot that all may use. */
static pid_t count_behind_gate(struct metrics *metrics, const int gate[2], int times)
{
    char byte;
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    (void)close(gate[1]);
    metrics_enter(metrics);
    if (read(gate[0], &byte, 1) != 0)
        _exit(1);
    for (int i = 0; i < times; i++)
        metrics_add(metrics, series(METRIC_LEFT), 1);
    _exit(0);
}

static void processes_that_count_at_once_lose_nothing(void)
{
    enum { PROCESSES = 4, TIMES = 500000 };
    struct metrics *metrics = pool_of(0);
    pid_t pids[PROCESSES];
    int gate[2];
    if (pipe(gate) != 0)
        abort();
    for (size_t i = 0; i < PROCESSES; i++)
        pids[i] = count_behind_gate(metrics, gate, TIMES);
    (void)close(gate[0]);
    (void)close(gate[1]);
    for (size_t i = 0; i < PROCESSES; i++)
        (void)waitpid(pids[i], NULL, 0);
    CU_ASSERT_EQUAL(metrics_sum(metrics, series(METRIC_LEFT)), PROCESSES * TIMES);
    metrics_destroy(metrics);
}

static void a_request_is_told_by_route_and_code(void)
{
    struct metrics *metrics = pool_of(1);
    metrics_request(metrics, &(struct answered_request){.route = 1, .status = 201, .us = 1200});
    metrics_request(metrics, &(struct answered_request){.route = 9, .status = 404, .us = 1});
    metrics_request(metrics, &(struct answered_request){.route = 0, .status = 299, .us = 1});
    CU_ASSERT_TRUE(tells(metrics, "usher_http_requests_total{pool=\"queue\",method=\"POST\","
                                  "route=\"/a\",code=\"201\"} 1"));
    CU_ASSERT_TRUE(tells(metrics, "usher_http_requests_total{pool=\"queue\",method=\"\","
                                  "route=\"\",code=\"404\"} 1"));
    CU_ASSERT_TRUE(tells(metrics, "usher_http_requests_total{pool=\"queue\",method=\"GET\","
                                  "route=\"/a\",code=\"other\"} 1"));
    metrics_destroy(metrics);
}

static void a_histogram_counts_up_to_each_bound(void)
{
    static const char *const lines[] = {
        "usher_http_request_duration_seconds_bucket{pool=\"queue\",method=\"GET\",route=\"/a\","
        "le=\"0.001\"} 0",
        "usher_http_request_duration_seconds_bucket{pool=\"queue\",method=\"GET\",route=\"/a\","
        "le=\"0.0025\"} 1",
        "usher_http_request_duration_seconds_bucket{pool=\"queue\",method=\"GET\",route=\"/a\","
        "le=\"5\"} 1",
        "usher_http_request_duration_seconds_bucket{pool=\"queue\",method=\"GET\",route=\"/a\","
        "le=\"+Inf\"} 2",
        "usher_http_request_duration_seconds_sum{pool=\"queue\",method=\"GET\",route=\"/a\"}"
        " 7.002500",
        "usher_http_request_duration_seconds_count{pool=\"queue\",method=\"GET\",route=\"/a\"} 2",
    };
    struct metrics *metrics = pool_of(1);
    metrics_request(metrics, &(struct answered_request){.status = 200, .us = 2500});
    metrics_request(metrics, &(struct answered_request){.status = 200, .us = 7000000});
    for (size_t i = 0; i < LENGTH(lines); i++)
        CHECK_ROW(tells(metrics, lines[i]), lines[i]);
    metrics_destroy(metrics);
}

static void what_was_never_counted_is_told_as_0_but_for_addresses(void)
{
    struct metrics *metrics = pool_of(1);
    CU_ASSERT_TRUE(tells(metrics, "usher_payments_total{pool=\"queue\",outcome=\"refused\"} 0"));
    CU_ASSERT_TRUE(tells(metrics, "usher_queue_joined_total{pool=\"queue\"} 0"));
    CU_ASSERT_FALSE(tells(metrics, "usher_http_requests_total{pool=\"queue\",method=\"GET\","
                                   "route=\"/a\",code=\"200\"} 0"));
    metrics_destroy(metrics);
}

static void a_program_tells_its_own_metrics_and_gauges(void)
{
    struct metrics *worker = pool_of(1);
    struct metrics *scheduler = metrics_create(&(struct metrics_plan){.owner = OWNER_SCHEDULER});
    CU_ASSERT_TRUE(tells(worker, "# TYPE usher_http_requests_total counter"));
    CU_ASSERT_FALSE(tells(scheduler, "# TYPE usher_http_requests_total counter"));
    CU_ASSERT_TRUE(tells(scheduler, "usher_queue_admitted_total 0"));
    CU_ASSERT_FALSE(tells(worker, "# TYPE usher_queue_admitted_total counter"));
    CU_ASSERT_TRUE(tells(worker, "usher_store_up{pool=\"queue\",store=\"redis\"} 0.25"));
    metrics_destroy(scheduler);
    metrics_destroy(worker);
}

/* Every status that an error has is a label of its own: none is hidden among "other". */
static void every_error_has_the_label_of_its_status(void)
{
    size_t other = metric_code_of(0);
    for (enum err err = OK; err < ERR_COUNT; err++)
        CHECK_ROW(metric_code_of(err_status(err)) < other, err_code(err));
}

static void an_outcome_says_whose_doing_it_was(void)
{
    CU_ASSERT_EQUAL(metric_outcome_of(OK), OUTCOME_DONE);
    CU_ASSERT_EQUAL(metric_outcome_of(ERR_SEAT_TAKEN), OUTCOME_REFUSED);
    CU_ASSERT_EQUAL(metric_outcome_of(ERR_REDIS_UNAVAILABLE), OUTCOME_UNAVAILABLE);
    CU_ASSERT_EQUAL(metric_outcome_of(ERR_OUTCOME_UNKNOWN), OUTCOME_UNKNOWN);
    CU_ASSERT_EQUAL(metric_outcome_of(ERR_INTERNAL), OUTCOME_ERROR);
}

static void without_metrics_nothing_is_counted(void)
{
    metrics_add(NULL, series(METRIC_JOINED), 1);
    metrics_request(NULL, &(struct answered_request){.status = 200});
    metrics_set_requests(NULL, 1);
    metrics_note_store(NULL, STORE_REDIS, true);
    metrics_enter(NULL);
    metrics_leave(NULL, 1);
    metrics_destroy(NULL);
}

CU_TestInfo metrics_tests[] = {
    UNIT(no_death_loses_or_doubles_a_count),
    UNIT(what_a_dead_process_was_doing_is_over),
    UNIT(processes_that_count_at_once_lose_nothing),
    UNIT(a_request_is_told_by_route_and_code),
    UNIT(a_histogram_counts_up_to_each_bound),
    UNIT(what_was_never_counted_is_told_as_0_but_for_addresses),
    UNIT(a_program_tells_its_own_metrics_and_gauges),
    UNIT(every_error_has_the_label_of_its_status),
    UNIT(an_outcome_says_whose_doing_it_was),
    UNIT(without_metrics_nothing_is_counted),
    CU_TEST_INFO_NULL,
};
