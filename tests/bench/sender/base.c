/* base.c -- memory, numbers and the end when there is nothing to go on with. */
#define _GNU_SOURCE
#include "base.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vfprintf(stderr, format, args);
    va_end(args);
    (void)fputc('\n', stderr);
    exit(1);
}

void *allocate(void *old, size_t count, size_t size)
{
    void *memory = reallocarray(old, count ? count : 1, size);
    if (!memory)
        die("There is not enough memory.");
    return memory;
}

void numbers_add_ns(struct numbers *numbers, int64_t ns)
{
    if (numbers->count == numbers->room) {
        numbers->room = numbers->room ? 2 * numbers->room : 65536;
        numbers->values = allocate(numbers->values, numbers->room, sizeof *numbers->values);
    }
    int64_t us = ns < 0 ? 0 : ns / 1000;
    numbers->values[numbers->count++] = us > UINT32_MAX ? UINT32_MAX : (uint32_t)us;
}

static int compare_us(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

void numbers_print(const char *name, struct numbers *numbers)
{
    static const double SHARES[] = {0.5, 0.9, 0.99, 0.999, 1};
    static const char *const NAMES[] = {"p50", "p90", "p99", "p999", "most"};
    if (numbers->count > 0)
        qsort(numbers->values, numbers->count, sizeof *numbers->values, compare_us);
    printf("\"%s\":{", name);
    for (size_t i = 0; i < sizeof SHARES / sizeof *SHARES; i++) {
        size_t at = (size_t)(SHARES[i] * (double)(numbers->count - 1));
        printf("%s\"%s\":%u", i ? "," : "", NAMES[i], numbers->count ? numbers->values[at] : 0);
    }
    printf("}");
}
