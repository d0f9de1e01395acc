/* html.c -- building HTML in which no text is ever taken for markup. */
#include "base/text/html.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#define FIRST_SIZE 8192

struct html html_begin(struct arena *arena)
{
    return (struct html){
        .arena = arena, .text = arena_alloc(arena, FIRST_SIZE), .size = FIRST_SIZE};
}

/* The arena's maximum is that of a page. */
static void append(struct html *html, const char *bytes, size_t length)
{
    if (html->size - html->length <= length) {
        html->size = 2 * (html->size + length);
        char *roomier = arena_alloc(html->arena, html->size);
        memcpy(roomier, html->text, html->length);
        html->text = roomier;
    }
    memcpy(html->text + html->length, bytes, length);
    html->length += length;
}

static const char *entity_of(char letter)
{
    switch (letter) {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    case '"':
        return "&quot;";
    default:
        return "&#39;";
    }
}

static void append_text(struct html *html, const char *text)
{
    for (;;) {
        size_t harmless = strcspn(text, "<>&\"'");
        append(html, text, harmless);
        text += harmless;
        if (!*text)
            return;
        const char *entity = entity_of(*text++);
        append(html, entity, strlen(entity));
    }
}

void html_add(struct html *html, const char *markup, ...)
{
    va_list texts;
    va_start(texts, markup);
    for (const char *at = markup; *at;) {
        size_t length = strcspn(at, "%");
        append(html, at, length);
        at += length;
        if (*at) {
            assert(at[1] == 's');
            append_text(html, va_arg(texts, const char *));
            at += strlen("%s");
        }
    }
    va_end(texts);
}
