/* plain_words.c -- the words of the pages that need no JavaScript, in both languages. */
#include "api/plain/plain_words.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *const words[][2] = {
#define PLAIN_WORD_ROW(name, english, korean) {english, korean},
    PLAIN_WORDS(PLAIN_WORD_ROW)
#undef PLAIN_WORD_ROW
};

const char *plain_word(enum plain_language language, enum plain_word word)
{
    return words[word][language];
}

/* A primary language and nothing but its end or its subtags (RFC 4647, section 2.1). */
static bool is_language(const char *range, enum plain_language language)
{
    const char *primary = plain_word(language, WORD_LANGUAGE);
    size_t length = strlen(primary);
    return strncasecmp(range, primary, length) == 0 && strchr("-,; ", range[length]);
}

enum plain_language plain_language_of(const char *accept_language)
{
    for (const char *range = accept_language; range && *range;) {
        range += strspn(range, ", ");
        if (is_language(range, PLAIN_KOREAN))
            return PLAIN_KOREAN;
        if (is_language(range, PLAIN_ENGLISH))
            return PLAIN_ENGLISH;
        range += strcspn(range, ",");
    }
    return PLAIN_ENGLISH;
}

const char *plain_word_with(enum plain_language language, enum plain_word word, const char *value,
                            struct arena *arena)
{
    const char *text = plain_word(language, word);
    const char *gap = strstr(text, "{}");
    return gap ? arena_printf(arena, "%.*s%s%s", (int)(gap - text), text, value, gap + 2) : text;
}

const char *plain_number(int64_t value, struct arena *arena)
{
    const char *text = value < 1000 ? "" : plain_number(value / 1000, arena);
    return arena_printf(arena, value < 1000 ? "%s%lld" : "%s,%03lld", text,
                        (long long)(value % 1000));
}

const char *plain_duration(enum plain_language language, int64_t seconds, struct arena *arena)
{
    int64_t minutes = (seconds + 30) / 60;
    if (seconds < 45)
        return plain_word(language, WORD_UNDER_A_MINUTE);
    if (minutes < 100)
        return plain_word_with(language, WORD_MINUTES, plain_number(minutes, arena), arena);
    int64_t hours = (minutes + 30) / 60;
    if (hours < 36)
        return plain_word_with(language, WORD_HOURS, plain_number(hours, arena), arena);
    return plain_word_with(language, WORD_DAYS, plain_number((hours + 12) / 24, arena), arena);
}
