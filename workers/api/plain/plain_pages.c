/* plain_pages.c -- the pages that need no JavaScript, as HTML. */
#include "api/plain/plain_pages.h"

#include <string.h>

#include "base/clock.h"
#include "base/text/html.h"
#include "sale/concert/concert.h"
#include "sale/queue/queue_entry.h"

/* A page under way. */
struct draft {
    const struct plain_page *page;
    struct html html;
};

static const char *say(const struct draft *draft, enum plain_word word)
{
    return plain_word(draft->page->language, word);
}

static const char *say_with(const struct draft *draft, enum plain_word word, const char *value)
{
    return plain_word_with(draft->page->language, word, value, draft->page->arena);
}

static const char *number(const struct draft *draft, int64_t value)
{
    return plain_number(value, draft->page->arena);
}

static const char *duration(const struct draft *draft, int64_t seconds)
{
    return plain_duration(draft->page->language, seconds, draft->page->arena);
}

static void add_heading(struct draft *draft, enum plain_word word)
{
    html_add(&draft->html, "<h2>%s</h2>\n", say(draft, word));
}

static void add_text(struct draft *draft, const char *text)
{
    html_add(&draft->html, "<p class=\"muted\">%s</p>\n", text);
}

static void add_notice(struct draft *draft, const char *kind, const char *text)
{
    html_add(&draft->html, "<p class=\"%s\">%s</p>\n", kind, text);
}

/* data-ready: the style sheet need not wait for a script where one could run. */
static struct draft begin(const struct plain_page *page, const char *title)
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
             "<link rel=\"stylesheet\" href=\"/usher.css\">\n</head>\n<body>\n"
             "<header class=\"site-header\"><div class=\"site-bar\">"
             "<a class=\"brand\" href=\"/plain\">"
             "<img src=\"/icon.svg\" alt=\"\" width=\"28\" height=\"28\">Usher</a></div></header>\n"
             "<main class=\"narrow stack wide-apart\">\n",
             title);
    return draft;
}

static const char *end(struct draft *draft)
{
    html_add(&draft->html, "</main>\n</body>\n</html>\n");
    return draft->html.text;
}

static enum plain_word state_word(enum concert_state state)
{
    static const enum plain_word words[] = {
        [CONCERT_SCHEDULED] = WORD_SCHEDULED,
        [CONCERT_OPEN] = WORD_OPEN,
        [CONCERT_PAUSED] = WORD_PAUSED,
        [CONCERT_CLOSED] = WORD_CLOSED,
    };
    return words[state];
}

const char *plain_concerts(const struct plain_page *page, const struct concert *concerts,
                           size_t count, const char *next)
{
    struct draft draft = begin(page, plain_word(page->language, WORD_CONCERTS));
    struct html *html = &draft.html;
    html_add(html, "<h1>%s</h1>\n", say(&draft, WORD_CONCERTS));
    add_text(&draft, say(&draft, count > 0 ? WORD_CONCERTS_LEAD : WORD_NO_CONCERTS));
    html_add(html, "<ul class=\"grid\">\n");
    for (size_t i = 0; i < count; i++) {
        html_add(html,
                 "<li class=\"card\"><h2><a href=\"/plain/%s\">%s</a></h2>"
                 "<p class=\"muted\">%s</p><p>%s</p></li>\n",
                 concerts[i].concert_id.text, concerts[i].name, concerts[i].venue,
                 say(&draft, state_word(concerts[i].state)));
    }
    html_add(html, "</ul>\n");
    if (next)
        html_add(html, "<p><a class=\"button quiet\" href=\"/plain?cursor=%s\">%s</a></p>\n", next,
                 say(&draft, WORD_MORE));
    return end(&draft);
}

static bool is_sold_out(const struct concert_card *card)
{
    return card->is_live && card->seats.available == 0;
}

static bool is_selling(const struct concert_card *card)
{
    return card->state == CONCERT_OPEN || card->state == CONCERT_PAUSED;
}

static void add_head(struct draft *draft, const struct concert_card *card)
{
    bool is_gone = is_selling(card) && is_sold_out(card);
    html_add(&draft->html,
             "<div class=\"head\"><p><span class=\"badge\">%s</span></p><h1>%s</h1>"
             "<p class=\"lead\">%s</p></div>\n",
             say(draft, is_gone ? WORD_SOLD_OUT : state_word(card->state)), card->name,
             card->venue);
}

/* "2026-12-24 10:00": the server does not know the reader's zone, so what is left is told too. */
static void add_opening(struct draft *draft, const struct concert_card *card)
{
    char at[RFC3339_SIZE];
    if (card->state != CONCERT_SCHEDULED)
        return;
    if (card->opens_at_ms == 0) {
        add_text(draft, say(draft, WORD_OPENS_BY_HAND));
        return;
    }
    rfc3339_format(card->opens_at_ms, at);
    html_add(&draft->html, "<p><time datetime=\"%s\">", at);
    at[strlen("2026-12-24T10:00")] = '\0';
    *strchr(at, 'T') = ' ';
    html_add(&draft->html, "%s</time>", say_with(draft, WORD_OPENS_AT, at));
    if (card->opens_in_seconds > 0)
        html_add(&draft->html, " %s",
                 say_with(draft, WORD_OPENS_IN, duration(draft, card->opens_in_seconds)));
    html_add(&draft->html, "</p>\n");
}

static void add_fact(struct draft *draft, enum plain_word word, int64_t value)
{
    html_add(&draft->html, "<div><dt>%s</dt><dd>%s</dd></div>\n", say(draft, word),
             number(draft, value));
}

static void add_stock(struct draft *draft, const struct concert_card *card)
{
    if (!card->is_live || card->seats.total == 0)
        return;
    html_add(&draft->html, "<section class=\"card\">\n");
    add_heading(draft, WORD_WHAT_IS_LEFT);
    html_add(&draft->html, "<dl class=\"facts\">\n");
    add_fact(draft, WORD_SEATS_LEFT, card->seats.available);
    add_fact(draft, WORD_SEATS_HELD, card->seats.held);
    add_fact(draft, WORD_SEATS_IN_ALL, card->seats.total);
    html_add(&draft->html, "</dl>\n</section>\n");
}

static void add_sign_in(struct draft *draft, const struct concert_card *card)
{
    add_heading(draft, WORD_SIGN_IN_TITLE);
    add_opening(draft, card);
    add_text(draft, say(draft, WORD_SIGN_IN_ADVICE));
    html_add(&draft->html,
             "<form method=\"post\" action=\"/plain/%s\">\n"
             "<div class=\"field\"><label for=\"email\">%s</label>"
             "<input id=\"email\" name=\"email\" type=\"email\" required maxlength=\"254\""
             " autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\"></div>\n"
             "<div class=\"field\"><label for=\"password\">%s</label>"
             "<input id=\"password\" name=\"password\" type=\"password\" required minlength=\"8\""
             " maxlength=\"128\" autocomplete=\"current-password\"></div>\n"
             "<button name=\"action\" value=\"sign-in\" class=\"wide\">%s</button>\n</form>\n",
             card->concert_id.text, say(draft, WORD_EMAIL), say(draft, WORD_PASSWORD),
             say(draft, WORD_JOIN));
}

/* A button that needs nothing but the cookie. */
static void add_button(struct draft *draft, const struct concert_card *card, const char *action,
                       enum plain_word word)
{
    html_add(&draft->html,
             "<form method=\"post\" action=\"/plain/%s\">"
             "<button name=\"action\" value=\"%s\" class=\"quiet\">%s</button></form>\n",
             card->concert_id.text, action, say(draft, word));
}

static void add_closed(struct draft *draft)
{
    add_heading(draft, WORD_CLOSED_TITLE);
    add_text(draft, say(draft, WORD_CLOSED_ADVICE));
    html_add(&draft->html, "<a class=\"button quiet\" href=\"/plain\">%s</a>\n",
             say(draft, WORD_TO_CONCERTS));
}

const char *plain_sign_in(const struct plain_page *page, const struct concert_card *card)
{
    struct draft draft = begin(page, card->name);
    add_head(&draft, card);
    html_add(&draft.html, "<section class=\"card\">\n");
    if (card->state == CONCERT_CLOSED)
        add_closed(&draft);
    else
        add_sign_in(&draft, card);
    html_add(&draft.html, "</section>\n");
    add_stock(&draft, card);
    return end(&draft);
}

static void add_estimate(struct draft *draft, const struct concert_card *card,
                         const struct queue_entry *entry)
{
    int64_t seconds = entry->estimated_wait_seconds;
    if (card->state == CONCERT_PAUSED)
        add_notice(draft, "notice warn", say(draft, WORD_PAUSED_ADVICE));
    else if (is_sold_out(card))
        add_notice(draft, "notice warn", say(draft, WORD_WAITLIST));
    else if (seconds < 0)
        add_notice(draft, "notice", say(draft, WORD_ESTIMATE_UNKNOWN));
    else
        add_notice(draft, "notice", say_with(draft, WORD_ESTIMATE, duration(draft, seconds)));
}

static void add_waiting(struct draft *draft, const struct concert_card *card,
                        const struct queue_entry *entry)
{
    const char *own = arena_printf(draft->page->arena, "%lld", (long long)entry->number);
    int64_t ahead = entry->position - 1;
    add_heading(draft, WORD_WAITING_TITLE);
    if (ahead > 0)
        html_add(&draft->html, "<p><span class=\"figure\">%s</span> %s</p>\n", number(draft, ahead),
                 say(draft, ahead == 1 ? WORD_AHEAD_ONE : WORD_AHEAD));
    else
        html_add(&draft->html, "<p class=\"lead\">%s</p>\n", say(draft, WORD_NEXT));
    add_estimate(draft, card, entry);
    html_add(&draft->html, "<p class=\"hint number\">%s %s</p>\n",
             say_with(draft, WORD_OWN_NUMBER, own),
             say_with(draft, WORD_IN_ALL, number(draft, entry->waiting)));
    add_text(draft, say(draft, WORD_STAY));
    add_button(draft, card, "leave", WORD_LEAVE);
}

static void add_lobby(struct draft *draft, const struct concert_card *card,
                      const struct queue_entry *entry)
{
    bool is_lottery = card->queueing == QUEUEING_LOTTERY;
    add_heading(draft, WORD_LOBBY_TITLE);
    if (card->state == CONCERT_OPEN && is_lottery)
        add_notice(draft, "notice", say(draft, WORD_DRAWING));
    add_opening(draft, card);
    add_text(draft, say(draft, is_lottery ? WORD_LOBBY_LOTTERY : WORD_LOBBY_FIFO));
    add_text(draft, say_with(draft, WORD_IN_ALL, number(draft, entry->waiting)));
    add_text(draft, say(draft, WORD_STAY));
    add_button(draft, card, "leave", WORD_LEAVE);
}

static const char *seat_numbers(const struct queue_entry *entry, struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < entry->hold_count; i++)
        list = arena_printf(arena, "%s%s%s", list, *list ? ", " : "", entry->holds[i].seat.number);
    return list;
}

static void add_turn(struct draft *draft, const struct concert_card *card,
                     const struct queue_entry *entry)
{
    struct arena *arena = draft->page->arena;
    long long left = entry->expires_in_seconds;
    bool has_seats = entry->hold_count > 0;
    add_heading(draft, WORD_TURN_TITLE);
    html_add(&draft->html, "<p><span class=\"figure\">%s</span> %s</p>\n",
             arena_printf(arena, "%lld:%02lld", left / 60, left % 60), say(draft, WORD_TURN_LEFT));
    if (has_seats)
        add_notice(draft, "notice good", say_with(draft, WORD_HELD, seat_numbers(entry, arena)));
    html_add(&draft->html, "<p>%s</p>\n<a class=\"button wide\" href=\"/%s?concert=%s\">%s</a>\n",
             say(draft, WORD_TURN_ADVICE), has_seats ? "cart" : "seats", card->concert_id.text,
             say(draft, has_seats ? WORD_TO_CART : WORD_CHOOSE_SEATS));
    add_button(draft, card, "leave", WORD_GIVE_BACK);
}

static void add_out(struct draft *draft, const struct concert_card *card)
{
    const char *grace = duration(draft, card->grace_seconds);
    add_heading(draft, WORD_OUT_TITLE);
    add_text(draft, say_with(draft, WORD_OUT_ADVICE, grace));
    add_button(draft, card, "join", WORD_COME_BACK);
    add_button(draft, card, "leave", WORD_FORGET);
}

/* Who is in may finish, whatever became of the sale. */
static void add_stage(struct draft *draft, const struct concert_card *card,
                      const struct queue_entry *entry)
{
    if (entry && entry->status == QUEUE_ACTIVE)
        add_turn(draft, card, entry);
    else if (card->state == CONCERT_CLOSED)
        add_closed(draft);
    else if (!entry)
        add_out(draft, card);
    else if (entry->status == QUEUE_LOBBY)
        add_lobby(draft, card, entry);
    else
        add_waiting(draft, card, entry);
}

static const char *title_of(const struct plain_page *page, const struct concert_card *card,
                            const struct queue_entry *entry)
{
    if (!entry || entry->status != QUEUE_ACTIVE)
        return card->name;
    return arena_printf(page->arena, "★ %s – %s", plain_word(page->language, WORD_TURN_TITLE),
                        card->name);
}

const char *plain_place(const struct plain_page *page, const struct concert_card *card,
                        const struct queue_entry *entry)
{
    bool is_turn = entry && entry->status == QUEUE_ACTIVE;
    struct draft draft = begin(page, title_of(page, card, entry));
    add_head(&draft, card);
    html_add(&draft.html, "<section class=\"%s\">\n", is_turn ? "card call" : "card");
    add_stage(&draft, card, entry);
    html_add(&draft.html, "</section>\n");
    add_stock(&draft, card);
    return end(&draft);
}

static enum plain_word problem_word(enum err err)
{
    if (err == ERR_WRONG_CREDENTIALS)
        return WORD_WRONG_CREDENTIALS;
    if (err == ERR_INVALID_MEMBER)
        return WORD_INVALID_FORM;
    if (err == ERR_FORBIDDEN)
        return WORD_FOREIGN_FORM;
    if (err == ERR_CONCERT_CLOSED)
        return WORD_CLOSED_TITLE;
    if (err_status(err) == 404)
        return WORD_NO_SUCH_CONCERT;
    return err_status(err) == 503 ? WORD_UNAVAILABLE : WORD_UNREADABLE;
}

const char *plain_problem(const struct plain_page *page, const struct concert_card *card,
                          enum err err)
{
    const char *told = plain_word(page->language, problem_word(err));
    struct draft draft = begin(page, told);
    if (card)
        add_head(&draft, card);
    else
        html_add(&draft.html, "<h1>Usher</h1>\n");
    html_add(&draft.html,
             "<section class=\"card\">\n<p class=\"notice bad\" role=\"alert\">%s</p>\n", told);
    if (card && (err == ERR_WRONG_CREDENTIALS || err == ERR_INVALID_MEMBER))
        add_sign_in(&draft, card);
    else if (card)
        html_add(&draft.html, "<a class=\"button quiet\" href=\"/plain/%s\">%s</a>\n",
                 card->concert_id.text, say(&draft, WORD_TRY_AGAIN));
    else
        html_add(&draft.html, "<a class=\"button quiet\" href=\"/plain\">%s</a>\n",
                 say(&draft, WORD_TO_CONCERTS));
    html_add(&draft.html, "</section>\n");
    return end(&draft);
}
