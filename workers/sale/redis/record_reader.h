/* record_reader.h -- reading the records that scripts keep in Redis: words with a byte between. */
#ifndef USHER_SALE_REDIS_RECORD_READER_H
#define USHER_SALE_REDIS_RECORD_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uuid.h"

/*
 * Each read takes a word and the byte `end` behind it ('\0': the end of the record). The first word
 * that is not as it must be sets is_refused; what is read from there on is empty, or `min`.
 */
struct record_reader {
    const char *at;
    bool is_refused;
};

struct uuid record_uuid(struct record_reader *reader, char end);
int64_t record_int(struct record_reader *reader, char end, int64_t min, int64_t max);

/* Goes over this text, which must be there. */
void record_skip(struct record_reader *reader, const char *text);

#endif
