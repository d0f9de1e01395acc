/* concert_figures.c -- tests of what the metrics say of each concert. */
#include "usher-scheduler/concert_figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit/unit.h"

/* More on sale than are named, and one that is over. */
#define ON_SALE (CONCERTS_NAMED_MAX + 7)
#define CONCERTS (ON_SALE + 1)

static struct tick_concert concerts[CONCERTS];

static void read_gauge(void *argument, enum metric metric, struct exposition *exposition)
{
    concert_figures_write(argument, metric, exposition);
}

/* The samples of a metric whose labels have this text in them: how many, and their sum. */
struct samples {
    size_t count;
    double sum;
};

static struct samples samples_of(struct concert_figures *figures, const char *metric,
                                 const char *label)
{
    struct metrics *metrics = metrics_create(&(struct metrics_plan){.owner = OWNER_SCHEDULER});
    struct gauge_reader reader = {.read = read_gauge, .argument = figures};
    struct samples samples = {0};
    size_t length;
    char *text = exposition_text(metrics, &reader, &length);
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (strncmp(line, metric, strlen(metric)) != 0 || !strstr(line, label))
            continue;
        samples.count++;
        samples.sum += strtod(strrchr(line, ' '), NULL);
    }
    free(text);
    metrics_destroy(metrics);
    return samples;
}

static bool samples_are(struct samples samples, size_t count, double sum)
{
    return samples.count == count && samples.sum > sum - 0.5 && samples.sum < sum + 0.5;
}

static struct concert_figures *figures_of(size_t count)
{
    struct concert_figures *figures = concert_figures_create();
    for (size_t i = 0; i < CONCERTS; i++) {
        struct uuid *id = &concerts[i].concert.concert_id;
        (void)snprintf(id->text, sizeof(id->text), "00000000-0000-7000-8000-%012zu", i);
    }
    concert_figures_keep(figures, concerts, count);
    return figures;
}

static void tick_all(struct concert_figures *figures)
{
    for (size_t i = 0; i < CONCERTS; i++) {
        bool is_on_sale = i < ON_SALE;
        concert_figures_ticked(
            figures, &concerts[i].concert.concert_id,
            &(struct tick_result){
                .state = is_on_sale ? CONCERT_OPEN : CONCERT_CLOSED, .waiting = 10, .active = 2});
    }
}

static void so_many_concerts_on_sale_are_named_and_the_rest_is_one_sum(void)
{
    struct concert_figures *figures = figures_of(CONCERTS);
    const struct seat_counts seats = {.total = 6, .available = 3, .held = 2, .sold = 1};
    double rest = CONCERTS - CONCERTS_NAMED_MAX;
    tick_all(figures);
    for (size_t i = 0; i < CONCERTS; i++)
        concert_figures_published(figures, &concerts[i].concert.concert_id, &seats);
    CU_ASSERT(samples_are(samples_of(figures, "usher_queue_waiting{", ""), CONCERTS_NAMED_MAX + 1,
                          10.0 * CONCERTS));
    CU_ASSERT(samples_are(samples_of(figures, "usher_queue_waiting{", "concert=\"other\""), 1,
                          10.0 * rest));
    CU_ASSERT(samples_are(samples_of(figures, "usher_queue_active{", "concert=\"other\""), 1,
                          2.0 * rest));
    CU_ASSERT(samples_are(samples_of(figures, "usher_seats{", "state=\"available\""),
                          CONCERTS_NAMED_MAX + 1, 3.0 * CONCERTS));
    CU_ASSERT(samples_are(samples_of(figures, "usher_seats{", "concert=\"other\",state=\"held\""),
                          1, 2.0 * rest));
    concert_figures_destroy(figures);
}

static void what_is_not_known_of_a_concert_is_not_told(void)
{
    struct concert_figures *figures = figures_of(2);
    CU_ASSERT(samples_are(samples_of(figures, "usher_queue_waiting{", ""), 0, 0));
    tick_all(figures);
    concert_figures_ticked(figures, &concerts[1].concert.concert_id, NULL);
    CU_ASSERT(samples_are(samples_of(figures, "usher_queue_waiting{", ""), 1, 10));
    CU_ASSERT(samples_are(samples_of(figures, "usher_seats{", ""), 0, 0));
    concert_figures_destroy(figures);
}

static void a_concert_that_is_gone_is_told_no_more_and_the_others_as_before(void)
{
    struct concert_figures *figures = figures_of(3);
    tick_all(figures);
    concert_figures_keep(figures, concerts + 1, 1);
    CU_ASSERT(samples_are(samples_of(figures, "usher_queue_waiting{", ""), 1, 10));
    CU_ASSERT(samples_are(
        samples_of(figures, "usher_queue_waiting{", concerts[1].concert.concert_id.text), 1, 10));
    concert_figures_destroy(figures);
}

static void only_who_writes_the_boards_tells_their_age_and_seats(void)
{
    struct concert_figures *figures = figures_of(1);
    const struct seat_counts seats = {.total = 1, .available = 1};
    tick_all(figures);
    CU_ASSERT(samples_are(samples_of(figures, "usher_board_age_seconds ", ""), 0, 0));
    concert_figures_published(figures, &concerts[0].concert.concert_id, &seats);
    CU_ASSERT_EQUAL(samples_of(figures, "usher_board_age_seconds ", "").count, 1);
    CU_ASSERT_EQUAL(samples_of(figures, "usher_seats{", "").count, 3);
    concert_figures_forget_boards(figures);
    CU_ASSERT_EQUAL(samples_of(figures, "usher_board_age_seconds ", "").count, 0);
    CU_ASSERT_EQUAL(samples_of(figures, "usher_seats{", "").count, 0);
    concert_figures_destroy(figures);
}

CU_TestInfo scheduler_figures_tests[] = {
    UNIT(so_many_concerts_on_sale_are_named_and_the_rest_is_one_sum),
    UNIT(what_is_not_known_of_a_concert_is_not_told),
    UNIT(a_concert_that_is_gone_is_told_no_more_and_the_others_as_before),
    UNIT(only_who_writes_the_boards_tells_their_age_and_seats),
    CU_TEST_INFO_NULL,
};
