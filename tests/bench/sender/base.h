/* base.h -- memory, numbers and the end when there is nothing to go on with. */
#ifndef BASE_H
#define BASE_H

#include <stddef.h>
#include <stdint.h>

struct numbers {
    uint32_t *values;
    size_t count, room;
};

/* Says why, and ends the program. */
__attribute__((noreturn, format(printf, 1, 2))) void die(const char *format, ...);

/* Never NULL. The memory is the process's: nothing here is freed. */
void *allocate(void *old, size_t count, size_t size);

/* Notes a time as microseconds. */
void numbers_add_ns(struct numbers *numbers, int64_t ns);

/* As a member of JSON: "name":{"p50":…,"p90":…,"p99":…,"p999":…,"most":…}. It sorts them. */
void numbers_print(const char *name, struct numbers *numbers);

#endif
