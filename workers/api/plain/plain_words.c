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

/* The text with value in the place of its first {}. */
static const char *fill(const char *text, const char *value, struct arena *arena)
{
    const char *gap = strstr(text, "{}");
    return gap ? arena_printf(arena, "%.*s%s%s", (int)(gap - text), text, value, gap + 2) : text;
}

const char *plain_word_with(enum plain_language language, enum plain_word word, const char *value,
                            struct arena *arena)
{
    return fill(plain_word(language, word), value, arena);
}

/* "A", "101", "B-2": letters and digits that need a word to be a section. */
static bool is_code(const char *section)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    size_t first = strspn(section, letters);
    if (first < 1 || first > 4)
        return false;
    if (section[first] == '\0')
        return true;
    size_t second = section[first] == '-' ? strspn(section + first + 1, letters) : 0;
    return second >= 1 && second <= 3 && section[first + 1 + second] == '\0';
}

static bool ends_in(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

static bool names_a_row(const char *row)
{
    return ends_in(row, "열") || ends_in(row, "줄") || ends_in(row, "행");
}

/* A section is named after its zone, with which what is printed may begin: "Balcony, Table 1, 2".
 * A number in front may be that of a block. */
static bool begins_with_zone(const char *printed, const char *section)
{
    if (section[strspn(section, "0123456789")] == '\0')
        return false;
    for (const char *end = section; *end; end += *end == ' ') {
        end += strcspn(end, " ");
        size_t length = (size_t)(end - section);
        if (strncmp(printed, section, length) == 0 && strchr(" ,", printed[length]) &&
            printed[length])
            return true;
    }
    return false;
}

static const char *printed_seat_name(const struct seat_name *name, const char *section,
                                     const char *behind, struct arena *arena)
{
    if (begins_with_zone(name->printed, name->section))
        return name->printed;
    return arena_printf(arena, "%s%s%s", section, behind, name->printed);
}

static const char *korean_seat_name(const struct seat_name *name, struct arena *arena)
{
    const char *section =
        arena_printf(arena, "%s%s", name->section, is_code(name->section) ? "구역" : "");
    if (!name->number)
        return printed_seat_name(name, section, " ", arena);
    const char *row = names_a_row(name->row) ? " " : "열 ";
    return arena_printf(arena, "%s %s%s%s%s", section, name->row, *name->row ? row : "",
                        name->number, ends_in(name->number, "번") ? "" : "번");
}

static const char *english_seat_name(const struct seat_name *name, struct arena *arena)
{
    const char *section =
        arena_printf(arena, "%s%s", is_code(name->section) ? "Section " : "", name->section);
    if (!name->number)
        return printed_seat_name(name, section, ", ", arena);
    const char *row = strncasecmp(name->row, "row ", 4) == 0 ? ", " : ", row ";
    return arena_printf(arena, "%s%s%s, seat %s", section, *name->row ? row : "", name->row,
                        name->number);
}

const char *plain_seat_name(enum plain_language language, const struct seat_name *name,
                            struct arena *arena)
{
    return language == PLAIN_KOREAN ? korean_seat_name(name, arena)
                                    : english_seat_name(name, arena);
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
    if (minutes < 60)
        return plain_word_with(language, WORD_MINUTES, plain_number(minutes, arena), arena);
    if (minutes < 180 && minutes % 60 > 0) {
        const char *text = plain_word_with(language, WORD_HOURS_AND_MINUTES,
                                           plain_number(minutes / 60, arena), arena);
        return fill(text, plain_number(minutes % 60, arena), arena);
    }
    int64_t hours = (minutes + 30) / 60;
    if (hours < 36)
        return plain_word_with(language, WORD_HOURS, plain_number(hours, arena), arena);
    return plain_word_with(language, WORD_DAYS, plain_number((hours + 12) / 24, arena), arena);
}
