/* plain_pages.h -- the pages that need no JavaScript, as HTML. */
#ifndef USHER_API_PLAIN_PLAIN_PAGES_H
#define USHER_API_PLAIN_PLAIN_PAGES_H

#include "api/plain/plain_words.h"
#include "base/arena.h"
#include "base/err.h"
#include "sale/concert/concert.h"
#include "sale/concert/concert_cache.h"
#include "sale/queue/queue_entry.h"

/* What every page is made of. A page is from the arena. */
struct plain_page {
    struct arena *arena;
    enum plain_language language;
    int64_t refresh_seconds; /* after which the browser asks for the page again; 0: it does not */
};

/* The concerts, newest first; next is the cursor of those behind them, or NULL. */
const char *plain_concerts(const struct plain_page *page, const struct concert *concerts,
                           size_t count, const char *next);

/* To somebody whom the page does not know: the sale, and a form to sign in. */
const char *plain_sign_in(const struct plain_page *page, const struct concert_card *card);

/* One's place in the line; entry NULL: there is none any more. */
const char *plain_place(const struct plain_page *page, const struct concert_card *card,
                        const struct queue_entry *entry);

/* What went wrong, with the form once more where that helps; card NULL: no concert is known. */
const char *plain_problem(const struct plain_page *page, const struct concert_card *card,
                          enum err err);

#endif
