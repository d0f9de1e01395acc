/* plain_draft.h -- a page without JavaScript while it is written: its frame, its words. */
#ifndef USHER_API_PLAIN_PLAIN_DRAFT_H
#define USHER_API_PLAIN_PLAIN_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "api/plain/plain_words.h"
#include "base/arena.h"
#include "base/text/html.h"
#include "sale/concert/shows.h"

/* What every page is made of. A page is from the arena. */
struct plain_page {
    struct arena *arena;
    enum plain_language language;
    int64_t refresh_seconds; /* after which the browser asks for the page again; 0: it does not */
    bool has_missed;         /* who looks has no entry, because an admission was not claimed */
    int64_t come_back_in_seconds; /* how long its place is kept; 0: not any more */
};

/* A page under way. */
struct draft {
    const struct plain_page *page;
    struct html html;
};

/* All before what is in <main>, and all behind it; the page is from the arena of plain_page. */
struct draft draft_begin(const struct plain_page *page, const char *title);
const char *draft_end(struct draft *draft);

/* A word in the reader's language, and one with a value in it. */
const char *say(const struct draft *draft, enum plain_word word);
const char *say_with(const struct draft *draft, enum plain_word word, const char *value);
const char *say_number(const struct draft *draft, int64_t value);
/* "Section A, row 3, seat 12": as the other pages call it. */
const char *say_seat(const struct draft *draft, const struct seat *seat);

const char *say_duration(const struct draft *draft, int64_t seconds);

/* What pages are made of. kind: the class, "notice warn". */
void add_heading(struct draft *draft, enum plain_word word);
void add_text(struct draft *draft, const char *text);
void add_notice(struct draft *draft, const char *kind, const char *text);

#endif
