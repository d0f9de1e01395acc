/* html.h -- building HTML in which no text is ever taken for markup. */
#ifndef USHER_BASE_TEXT_HTML_H
#define USHER_BASE_TEXT_HTML_H

#include <stddef.h>

#include "base/arena.h"

struct html {
    struct arena *arena;
    char *text; /* what was added so far; the next call may move it */
    size_t length;
    size_t size;
};

struct html html_begin(struct arena *arena);

/*
 * Adds markup, which is the program's own. Each %s in it takes a text, wherever that comes from:
 * its < > & " ' are escaped, so it may stand in an element as well as in a quoted attribute.
 */
void html_add(struct html *html, const char *markup, ...) __attribute__((format(printf, 2, 3)));

#endif
