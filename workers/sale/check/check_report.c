/* check_report.c -- what is looked at, and how what differs is noted. */
#include "sale/check/check_report.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *check_sentence(enum check check)
{
    static const char *const sentences[] = {
#define CHECK_SENTENCE(name, sentence) sentence,
        CHECK_TABLE(CHECK_SENTENCE)
#undef CHECK_SENTENCE
    };
    return sentences[check];
}

void check_differ(struct check_look *look, enum check check, const char *format, ...)
{
    struct check_report *report = look->report;
    if (report->differing[check] == CHECK_DIFFERENCES_MAX)
        return;
    report->differing[check]++;
    va_list args;
    va_start(args, format);
    report->differences[report->count++] = (struct check_difference){
        .check = check,
        .text = arena_vprintf(look->keep, format, args),
    };
    va_end(args);
}

void people_add(struct people *people, const struct uuid *id, struct arena *arena)
{
    if (people->count == people->capacity) {
        size_t capacity = people->capacity ? 2 * people->capacity : 64;
        struct uuid *grown = arena_array(arena, capacity, sizeof(*grown));
        if (people->count)
            memcpy(grown, people->ids, people->count * sizeof(*grown));
        people->ids = grown;
        people->capacity = capacity;
    }
    people->ids[people->count++] = *id;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct uuid *)a)->text, ((const struct uuid *)b)->text);
}

void people_sort(struct people *people)
{
    size_t kept = 0;
    if (people->count)
        qsort(people->ids, people->count, sizeof(*people->ids), by_text);
    for (size_t i = 0; i < people->count; i++)
        if (kept == 0 || !uuid_equal(&people->ids[kept - 1], &people->ids[i]))
            people->ids[kept++] = people->ids[i];
    people->count = kept;
}

static int by_check(const void *a, const void *b)
{
    const struct check_difference *left = a;
    const struct check_difference *right = b;
    if (left->check != right->check)
        return left->check < right->check ? -1 : 1;
    return strcmp(left->text, right->text);
}

void check_sort(struct check_report *report)
{
    qsort(report->differences, report->count, sizeof(*report->differences), by_check);
}

void check_keep_common(struct check_report *report, const struct check_report *later)
{
    size_t kept = 0;
    memset(report->differing, 0, sizeof(report->differing));
    for (size_t i = 0; i < report->count; i++) {
        struct check_difference difference = report->differences[i];
        if (!bsearch(&difference, later->differences, later->count, sizeof(difference), by_check))
            continue;
        report->differences[kept++] = difference;
        report->differing[difference.check]++;
    }
    report->count = kept;
    memcpy(report->checked, later->checked, sizeof(report->checked));
    report->active = later->active;
}
