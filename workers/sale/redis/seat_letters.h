/* seat_letters.h -- the letters of a seat map: counting them, and what has changed. */
#ifndef USHER_SALE_REDIS_SEAT_LETTERS_H
#define USHER_SALE_REDIS_SEAT_LETTERS_H

#include <stddef.h>
#include <stdint.h>

struct seat_counts {
    int64_t total;
    int64_t available;
    int64_t held;
    int64_t sold;
};

/* What is not for sale, N, counts as none. Adds the seats of a map, or of a part of one that has so
 * many letters. */
void seat_counts_add(struct seat_counts *counts, const char *letters, int64_t seats);
struct seat_counts seat_counts_of(const char *letters); /* of a whole map */

/* A seat whose letter is another one than before. */
struct seat_change {
    int64_t seat_id;
    char letter;
};

/* The seats in which two maps of one length differ.
 * Returns how many; at most `most` are written. */
size_t seat_changes(const char *before, const char *after, struct seat_change *ret_changes,
                    size_t most);

#endif
