/* plain_draft.c -- a page without JavaScript while it is written: its frame, its words. */
#include "api/plain/plain_draft.h"

#include <string.h>

const char *say(const struct draft *draft, enum plain_word word)
{
    return plain_word(draft->page->language, word);
}

const char *say_with(const struct draft *draft, enum plain_word word, const char *value)
{
    return plain_word_with(draft->page->language, word, value, draft->page->arena);
}

const char *say_number(const struct draft *draft, int64_t value)
{
    return plain_number(value, draft->page->arena);
}

const char *say_seat(const struct draft *draft, const struct seat *seat)
{
    const struct seat_name name = {
        .section = seat->section->name,
        .row = seat->row->label,
        .number = seat->row->seat_label ? NULL : seat->number + strlen(seat->row->prefix),
        .printed = seat->number,
    };
    return plain_seat_name(draft->page->language, &name, draft->page->arena);
}

const char *say_duration(const struct draft *draft, int64_t seconds)
{
    return plain_duration(draft->page->language, seconds, draft->page->arena);
}

void add_heading(struct draft *draft, enum plain_word word)
{
    html_add(&draft->html, "<h2>%s</h2>\n", say(draft, word));
}

void add_text(struct draft *draft, const char *text)
{
    html_add(&draft->html, "<p class=\"muted\">%s</p>\n", text);
}

void add_notice(struct draft *draft, const char *kind, const char *text)
{
    html_add(&draft->html, "<p class=\"%s\">%s</p>\n", kind, text);
}

/* data-ready: the style sheet need not wait for a script where one could run. */
struct draft draft_begin(const struct plain_page *page, const char *title)
{
    struct draft draft = {.page = page, .html = html_begin(page->arena)};
    struct html *html = &draft.html;
    html_add(html,
             "<!doctype html>\n<html lang=\"%s\" data-ready>\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
             say(&draft, WORD_LANGUAGE));
    if (page->refresh_seconds > 0)
        html_add(html, "<meta http-equiv=\"refresh\" content=\"%s\">\n",
                 arena_printf(page->arena, "%lld", (long long)page->refresh_seconds));
    html_add(html,
             "<title>%s – Usher</title>\n"
             "<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n"
             "<link rel=\"stylesheet\" href=\"/css/usher.css\">\n</head>\n<body>\n"
             "<header class=\"site-header\"><div class=\"site-bar\">"
             "<a class=\"brand\" href=\"/plain\">"
             "<img src=\"/icon.svg\" alt=\"\" width=\"28\" height=\"28\">Usher</a></div></header>\n"
             "<main class=\"narrow stack wide-apart\">\n",
             title);
    return draft;
}

const char *draft_end(struct draft *draft)
{
    html_add(&draft->html, "</main>\n</body>\n</html>\n");
    return draft->html.text;
}
