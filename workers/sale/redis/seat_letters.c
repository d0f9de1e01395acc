/* seat_letters.c -- the letters of a seat map: counting them, and what has changed. */
#include "sale/redis/seat_letters.h"

#include <string.h>

void seat_counts_add(struct seat_counts *counts, const char *letters, int64_t seats)
{
    for (int64_t i = 0; i < seats; i++) {
        counts->total += letters[i] != 'N';
        counts->available += letters[i] == 'A';
        counts->held += letters[i] == 'H';
        counts->sold += letters[i] == 'S';
    }
}

struct seat_counts seat_counts_of(const char *letters)
{
    struct seat_counts counts = {0};
    seat_counts_add(&counts, letters, (int64_t)strlen(letters));
    return counts;
}

size_t seat_changes(const char *before, const char *after, struct seat_change *ret_changes,
                    size_t most)
{
    size_t count = 0;
    for (size_t i = 0; before[i] && after[i]; i++) {
        if (before[i] == after[i])
            continue;
        if (count < most)
            ret_changes[count] =
                (struct seat_change){.seat_id = (int64_t)i + 1, .letter = after[i]};
        count++;
    }
    return count;
}
