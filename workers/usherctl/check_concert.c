/* check_concert.c -- compares what Redis has of a concert with Postgres. */
#include "usherctl/check_concert.h"

#include <stdio.h>
#include <unistd.h>

#include "sale/check/check.h"
#include "sale/check/check_report.h"
#include "sale/concert/concert.h"
#include "sale/concert/concerts.h"
#include "sale/upkeep/tick.h"
#include "usherctl/command.h"

/* A sale that runs moves while it is looked at: what is wrong is wrong at every look. */
#define LOOKS_MAX 5
#define SECONDS_BETWEEN 1

#define EXAMPLES_MAX 10
#define ARENA_BYTES_MAX ((size_t)256 * 1024 * 1024)

/* Whether schedulers still keep it in Redis: not long after it was closed. */
static enum err is_kept(struct context *context, const struct uuid *concert_id, bool *ret_kept)
{
    const struct tick_concert *concerts = NULL;
    size_t count = 0;
    enum err err = tick_load(context, &concerts, &count);
    *ret_kept = false;
    for (size_t i = 0; i < count && !err; i++)
        if (uuid_equal(&concerts[i].concert.concert_id, concert_id))
            *ret_kept = true;
    return err;
}

/* ret_report is in the arena `keep`; *ret_looks says how often it was needed to look. */
static enum err look_until_sure(struct context *context, const struct uuid *concert_id,
                                struct arena *keep, struct check_report *ret_report, int *ret_looks)
{
    enum err err = check_look(context, concert_id, keep, ret_report);
    int looks = 1;
    struct arena *later = arena_create(ARENA_BYTES_MAX);
    for (; !err && ret_report->count && looks < LOOKS_MAX; looks++) {
        struct check_report report;
        (void)sleep(SECONDS_BETWEEN);
        err = check_look(context, concert_id, later, &report);
        if (!err)
            check_keep_common(ret_report, &report);
        arena_reset(later);
    }
    arena_destroy(later);
    *ret_looks = looks;
    return err;
}

static void print_examples(const struct check_report *report, enum check check)
{
    int64_t printed = 0;
    for (size_t i = 0; i < report->count; i++)
        if (report->differences[i].check == check && printed++ < EXAMPLES_MAX)
            ctl_line("       %s", report->differences[i].text);
    if (printed > EXAMPLES_MAX)
        (void)printf("       and %lld more\n", (long long)(printed - EXAMPLES_MAX));
}

static int print_report(const struct check_report *report, int looks)
{
    (void)printf("%-5s %10s %11s  %s\n", "", "CHECKED", "DIFFERENCES", "WHAT");
    for (int i = 0; i < CHECK_COUNT; i++) {
        int64_t count = report->differing[i];
        (void)printf("%-5s %10lld %10lld%c  %s\n", count ? "WRONG" : "ok",
                     (long long)report->checked[i], (long long)count,
                     count == CHECK_DIFFERENCES_MAX ? '+' : ' ', check_sentence((enum check)i));
        print_examples(report, (enum check)i);
    }
    (void)printf("%zu differences in %d look%s, %lld people admitted\n", report->count, looks,
                 looks == 1 ? "" : "s", (long long)report->active);
    return report->count ? CTL_FAILED : CTL_OK;
}

static int check_kept(struct context *context, const struct uuid *concert_id)
{
    struct arena *keep = arena_create(ARENA_BYTES_MAX);
    struct check_report report = {0};
    int looks = 0;
    enum err err = look_until_sure(context, concert_id, keep, &report, &looks);
    int code = err ? ctl_stop(CTL_UNREACHABLE, "The check was not finished: %s", err_sentence(err))
                   : print_report(&report, looks);
    arena_destroy(keep);
    return code;
}

int ctl_check_concert(struct context *context, int count, char **words)
{
    struct uuid concert_id;
    struct concert concert;
    bool kept;
    if (count != 1 || !uuid_parse(words[0], &concert_id))
        return ctl_stop(CTL_USAGE, "check takes the id of one concert.");
    enum err err = concerts_find(context, &concert_id, &concert);
    if (!err)
        err = is_kept(context, &concert_id, &kept);
    if (err)
        return ctl_stop(CTL_UNREACHABLE, "The check cannot begin: %s", err_sentence(err));
    if (!kept) {
        (void)printf("The concert is over: Postgres has it, and Redis keeps it no more.\n");
        return CTL_OK;
    }
    return check_kept(context, &concert_id);
}
