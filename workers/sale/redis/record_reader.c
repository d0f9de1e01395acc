/* record_reader.c -- reading the records that scripts keep in Redis: words with a byte between. */
#include "sale/redis/record_reader.h"

#include <string.h>

#include "base/text/text.h"

/* The longest word is an id. */
#define WORD_SIZE UUID_SIZE

static void take_word(struct record_reader *reader, char end, char ret_word[WORD_SIZE])
{
    const char ends[] = {end, '\0'};
    size_t length = strcspn(reader->at, ends);
    ret_word[0] = '\0';
    if (reader->is_refused || length >= WORD_SIZE || reader->at[length] != end) {
        reader->is_refused = true;
        return;
    }
    memcpy(ret_word, reader->at, length);
    ret_word[length] = '\0';
    reader->at += length + (end != '\0');
}

struct uuid record_uuid(struct record_reader *reader, char end)
{
    char word[WORD_SIZE];
    struct uuid uuid = {0};
    take_word(reader, end, word);
    if (!uuid_parse(word, &uuid))
        reader->is_refused = true;
    return uuid;
}

int64_t record_int(struct record_reader *reader, char end, int64_t min, int64_t max)
{
    char word[WORD_SIZE];
    int64_t value = min;
    take_word(reader, end, word);
    if (!text_to_int64(word, min, max, &value))
        reader->is_refused = true;
    return value;
}

void record_skip(struct record_reader *reader, const char *text)
{
    size_t length = strlen(text);
    if (reader->is_refused || strncmp(reader->at, text, length) != 0)
        reader->is_refused = true;
    else
        reader->at += length;
}
