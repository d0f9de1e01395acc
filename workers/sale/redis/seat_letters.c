/* seat_letters.c -- the letters of a seat map: counting them, and what has changed. */
#include "sale/redis/seat_letters.h"

#include <string.h>

/* So few that a byte is enough to count them in, and a compiler counts sixteen at once. */
#define LETTERS_AT_ONCE 128

static uint8_t count_few(const char *letters, size_t count, char letter)
{
    uint8_t found = 0;
    for (size_t i = 0; i < count; i++)
        found = (uint8_t)(found + (letters[i] == letter));
    return found;
}

static int64_t count_letter(const char *letters, size_t count, char letter)
{
    int64_t found = 0;
    size_t i = 0;
    for (; i + LETTERS_AT_ONCE <= count; i += LETTERS_AT_ONCE)
        found += count_few(letters + i, LETTERS_AT_ONCE, letter);
    return found + count_few(letters + i, count - i, letter);
}

void seat_counts_add(struct seat_counts *counts, const char *letters, int64_t seats)
{
    size_t count = (size_t)seats;
    counts->total += seats - count_letter(letters, count, 'N');
    counts->available += count_letter(letters, count, 'A');
    counts->held += count_letter(letters, count, 'H');
    counts->sold += count_letter(letters, count, 'S');
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
