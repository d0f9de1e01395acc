/* plain_pages.h -- the pages that need no JavaScript, as HTML. */
#ifndef USHER_API_PLAIN_PLAIN_PAGES_H
#define USHER_API_PLAIN_PLAIN_PAGES_H

#include "api/plain/plain_draft.h"
#include "base/err.h"
#include "sale/concert/concert.h"
#include "sale/concert/concert_cache.h"
#include "sale/concert/concerts_live.h"
#include "sale/queue/queue_entry.h"

/* The concerts, newest first; next is the cursor of those behind them, or NULL. live: what Redis
 * says of each, or NULL when it was not to be had. */
const char *plain_concerts(const struct plain_page *page, const struct concert *concerts,
                           const struct concert_live *live, size_t count, const char *next);

/* To somebody whom the page does not know: the sale, and a form to sign in. */
const char *plain_sign_in(const struct plain_page *page, const struct concert_summary *concert);

/* One's place in the queue; entry NULL: there is none any more. */
const char *plain_place(const struct plain_page *page, const struct concert_summary *concert,
                        const struct queue_entry *entry);

/* Whether to leave the queue, or to give an admission back: what cannot be undone asks first. */
const char *plain_leave(const struct plain_page *page, const struct concert_summary *concert,
                        const struct queue_entry *entry);

/* What went wrong, with the form once more where that helps; concert NULL: no concert is known. */
const char *plain_problem(const struct plain_page *page, const struct concert_summary *concert,
                          enum err err);

#endif
