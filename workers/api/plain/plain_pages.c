/* plain_pages.c -- the pages that need no JavaScript, as HTML. */
#include "api/plain/plain_pages.h"

#include "api/plain/plain_draft.h"
#include "base/clock.h"
#include "sale/concert/concert.h"
#include "sale/queue/queue_entry.h"

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

/* A sale is sold out while it goes on, or stands still. */
static bool is_selling(enum concert_state state)
{
    return state == CONCERT_OPEN || state == CONCERT_PAUSED;
}

static enum plain_word word_of(const struct concert *concert, const struct concert_live *live)
{
    enum concert_state state = live && live->present ? live->state : concert->state;
    return live && live->is_sold_out && is_selling(state) ? WORD_SOLD_OUT : state_word(state);
}

const char *plain_concerts(const struct plain_page *page, const struct concert *concerts,
                           const struct concert_live *live, size_t count, const char *next)
{
    struct draft draft = draft_begin(page, plain_word(page->language, WORD_CONCERTS));
    struct html *html = &draft.html;
    html_add(html, "<h1>%s</h1>\n", say(&draft, WORD_CONCERTS));
    add_text(&draft, say(&draft, count > 0 ? WORD_CONCERTS_LEAD : WORD_NO_CONCERTS));
    html_add(html, "<ul class=\"grid\">\n");
    for (size_t i = 0; i < count; i++) {
        html_add(html,
                 "<li class=\"card\"><h2><a href=\"/plain/%s\">%s</a></h2>"
                 "<p class=\"muted\">%s</p><p>%s</p></li>\n",
                 concerts[i].concert_id.text, concerts[i].name, concerts[i].venue,
                 say(&draft, word_of(&concerts[i], live ? &live[i] : NULL)));
    }
    html_add(html, "</ul>\n");
    if (next)
        html_add(html, "<p><a class=\"button quiet\" href=\"/plain?cursor=%s\">%s</a></p>\n", next,
                 say(&draft, WORD_MORE));
    return draft_end(&draft);
}

static bool is_sold_out(const struct concert_summary *concert)
{
    return concert->is_live && concert->seats.available == 0;
}

static void add_head(struct draft *draft, const struct concert_summary *concert)
{
    bool is_gone = is_selling(concert->state) && is_sold_out(concert);
    html_add(&draft->html,
             "<div class=\"head\"><p><span class=\"badge\">%s</span></p><h1>%s</h1>"
             "<p class=\"lead\">%s</p></div>\n",
             say(draft, is_gone ? WORD_SOLD_OUT : state_word(concert->state)), concert->name,
             concert->venue);
}

/* "2026-12-24 19:00 (Asia/Seoul)": the hour is the concert's, wherever the reader is; what is left
 * needs no zone. */
static void add_opening(struct draft *draft, const struct concert_summary *concert)
{
    char at[RFC3339_SIZE];
    if (concert->state != CONCERT_SCHEDULED)
        return;
    if (concert->opens_at_ms == 0) {
        add_text(draft, say(draft, WORD_OPENS_BY_HAND));
        return;
    }
    rfc3339_format(concert->opens_at_ms, at);
    html_add(&draft->html, "<p><time datetime=\"%s\">", at);
    html_add(&draft->html, "%s</time>",
             say_with(draft, WORD_OPENS_AT,
                      arena_printf(draft->page->arena, "%s (%s)", concert->opens_at_local,
                                   concert->time_zone)));
    if (concert->opens_in_seconds > 0)
        html_add(&draft->html, " %s",
                 say_with(draft, WORD_OPENS_IN, say_duration(draft, concert->opens_in_seconds)));
    html_add(&draft->html, "</p>\n");
}

static void add_fact(struct draft *draft, enum plain_word word, int64_t value)
{
    html_add(&draft->html, "<div><dt>%s</dt><dd>%s</dd></div>\n", say(draft, word),
             say_number(draft, value));
}

static void add_stock(struct draft *draft, const struct concert_summary *concert)
{
    if (!concert->is_live || concert->seats.total == 0)
        return;
    html_add(&draft->html, "<section class=\"card\">\n");
    add_heading(draft, WORD_WHAT_IS_LEFT);
    html_add(&draft->html, "<dl class=\"facts\">\n");
    add_fact(draft, WORD_SEATS_LEFT, concert->seats.available);
    add_fact(draft, WORD_SEATS_HELD, concert->seats.held);
    add_fact(draft, WORD_SEATS_IN_ALL, concert->seats.total);
    html_add(&draft->html, "</dl>\n</section>\n");
}

static void add_sign_in(struct draft *draft, const struct concert_summary *concert)
{
    add_heading(draft, WORD_SIGN_IN_TITLE);
    add_opening(draft, concert);
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
             concert->concert_id.text, say(draft, WORD_EMAIL), say(draft, WORD_PASSWORD),
             say(draft, WORD_JOIN));
}

/* A button that needs nothing but the cookie. */
static void add_button(struct draft *draft, const struct concert_summary *concert,
                       const char *action, enum plain_word word)
{
    html_add(&draft->html,
             "<form method=\"post\" action=\"/plain/%s\">"
             "<button name=\"action\" value=\"%s\" class=\"quiet\">%s</button></form>\n",
             concert->concert_id.text, action, say(draft, word));
}

static void add_leave_link(struct draft *draft, const struct concert_summary *concert,
                           enum plain_word word)
{
    html_add(&draft->html, "<a class=\"button quiet\" href=\"/plain/%s?ask=leave\">%s</a>\n",
             concert->concert_id.text, say(draft, word));
}

static void add_closed(struct draft *draft)
{
    add_heading(draft, WORD_CLOSED_TITLE);
    add_text(draft, say(draft, WORD_CLOSED_ADVICE));
    html_add(&draft->html, "<a class=\"button quiet\" href=\"/plain\">%s</a>\n",
             say(draft, WORD_TO_CONCERTS));
}

const char *plain_sign_in(const struct plain_page *page, const struct concert_summary *concert)
{
    struct draft draft = draft_begin(page, concert->name);
    add_head(&draft, concert);
    html_add(&draft.html, "<section class=\"card\">\n");
    if (concert->state == CONCERT_CLOSED)
        add_closed(&draft);
    else
        add_sign_in(&draft, concert);
    html_add(&draft.html, "</section>\n");
    add_stock(&draft, concert);
    return draft_end(&draft);
}

static void add_estimate(struct draft *draft, const struct concert_summary *concert,
                         const struct queue_entry *entry)
{
    int64_t seconds = entry->estimated_wait_seconds;
    if (concert->state == CONCERT_PAUSED)
        add_notice(draft, "notice warn", say(draft, WORD_PAUSED_ADVICE));
    else if (is_sold_out(concert))
        add_notice(draft, "notice warn", say(draft, WORD_WAITLIST));
    else if (seconds < 0)
        add_notice(draft, "notice", say(draft, WORD_ESTIMATE_UNKNOWN));
    else
        add_notice(draft, "notice", say_with(draft, WORD_ESTIMATE, say_duration(draft, seconds)));
}

static void add_waiting(struct draft *draft, const struct concert_summary *concert,
                        const struct queue_entry *entry)
{
    bool is_waitlist = is_sold_out(concert);
    int64_t ahead = entry->position - 1;
    add_heading(draft, is_waitlist ? WORD_WAITLIST_TITLE : WORD_WAITING_TITLE);
    /* Nobody is next where nothing is left. */
    if (is_waitlist)
        html_add(&draft->html, "<p class=\"lead\">%s</p>\n",
                 say_with(draft, WORD_WAITLIST_PLACE, say_number(draft, entry->position)));
    else if (ahead > 0)
        html_add(&draft->html, "<div><p class=\"lead\">%s</p>\n<p class=\"figure\">%s</p></div>\n",
                 say(draft, ahead == 1 ? WORD_AHEAD_ONE : WORD_AHEAD),
                 say_with(draft, WORD_PEOPLE, say_number(draft, ahead)));
    else
        html_add(&draft->html, "<p class=\"lead\">%s</p>\n", say(draft, WORD_NEXT));
    add_estimate(draft, concert, entry);
    html_add(&draft->html, "<p class=\"hint number\">%s</p>\n",
             say_with(draft, WORD_IN_ALL, say_number(draft, entry->waiting)));
    add_text(draft, say(draft, WORD_STAY));
    add_leave_link(draft, concert, WORD_LEAVE);
}

static void add_lobby(struct draft *draft, const struct concert_summary *concert,
                      const struct queue_entry *entry)
{
    bool is_lottery = concert->queueing == QUEUEING_LOTTERY;
    add_heading(draft, WORD_LOBBY_TITLE);
    if (concert->state == CONCERT_OPEN && is_lottery)
        add_notice(draft, "notice", say(draft, WORD_DRAWING));
    add_opening(draft, concert);
    add_text(draft, say(draft, is_lottery ? WORD_LOBBY_LOTTERY : WORD_LOBBY_FIFO));
    add_text(draft, say_with(draft, WORD_IN_ALL, say_number(draft, entry->waiting)));
    add_text(draft, say(draft, WORD_STAY));
    add_leave_link(draft, concert, WORD_LEAVE);
}

static const char *seat_names(const struct draft *draft, const struct queue_entry *entry)
{
    const char *list = "";
    for (size_t i = 0; i < entry->hold_count; i++)
        list = arena_printf(draft->page->arena, "%s%s%s", list, *list ? " · " : "",
                            say_seat(draft, &entry->holds[i].seat));
    return list;
}

static void add_admitted(struct draft *draft, const struct concert_summary *concert,
                         const struct queue_entry *entry)
{
    struct arena *arena = draft->page->arena;
    long long left = entry->expires_in_seconds;
    bool has_seats = entry->hold_count > 0;
    add_heading(draft, WORD_ADMITTED_TITLE);
    html_add(&draft->html, "<p><span class=\"figure\">%s</span> %s</p>\n",
             arena_printf(arena, "%lld:%02lld", left / 60, left % 60),
             say(draft, WORD_ADMITTED_LEFT));
    if (has_seats)
        add_notice(draft, "notice good", say_with(draft, WORD_HELD, seat_names(draft, entry)));
    html_add(&draft->html, "<p>%s</p>\n<a class=\"button wide\" href=\"/%s?concert=%s\">%s</a>\n",
             say(draft, WORD_ADMITTED_ADVICE), has_seats ? "cart" : "seats",
             concert->concert_id.text, say(draft, has_seats ? WORD_TO_CART : WORD_CHOOSE_SEATS));
    add_leave_link(draft, concert, WORD_GIVE_BACK);
}

static void add_out(struct draft *draft, const struct concert_summary *concert)
{
    const struct plain_page *page = draft->page;
    bool is_kept = page->come_back_in_seconds > 0;
    add_heading(draft, page->has_missed ? WORD_MISSED_TITLE : WORD_OUT_TITLE);
    if (is_kept)
        add_text(draft, say_with(draft, WORD_MISSED_ADVICE,
                                 say_duration(draft, page->come_back_in_seconds)));
    else
        add_text(draft, say(draft, WORD_OUT_ADVICE));
    add_button(draft, concert, "join", is_kept ? WORD_COME_BACK : WORD_JOIN_AGAIN);
    add_button(draft, concert, "leave", WORD_FORGET);
}

/* Who is in may finish, whatever became of the sale. */
static void add_stage(struct draft *draft, const struct concert_summary *concert,
                      const struct queue_entry *entry)
{
    if (entry && entry->status == QUEUE_ACTIVE)
        add_admitted(draft, concert, entry);
    else if (concert->state == CONCERT_CLOSED)
        add_closed(draft);
    else if (!entry)
        add_out(draft, concert);
    else if (entry->status == QUEUE_LOBBY)
        add_lobby(draft, concert, entry);
    else
        add_waiting(draft, concert, entry);
}

static const char *title_of(const struct plain_page *page, const struct concert_summary *concert,
                            const struct queue_entry *entry)
{
    if (!entry || entry->status != QUEUE_ACTIVE)
        return concert->name;
    return arena_printf(page->arena, "★ %s – %s", plain_word(page->language, WORD_ADMITTED_TITLE),
                        concert->name);
}

const char *plain_place(const struct plain_page *page, const struct concert_summary *concert,
                        const struct queue_entry *entry)
{
    bool is_admitted = entry && entry->status == QUEUE_ACTIVE;
    struct draft draft = draft_begin(page, title_of(page, concert, entry));
    add_head(&draft, concert);
    html_add(&draft.html, "<section class=\"%s\">\n", is_admitted ? "card call" : "card");
    add_stage(&draft, concert, entry);
    html_add(&draft.html, "</section>\n");
    add_stock(&draft, concert);
    return draft_end(&draft);
}

const char *plain_leave(const struct plain_page *page, const struct concert_summary *concert,
                        const struct queue_entry *entry)
{
    bool is_admitted = entry->status == QUEUE_ACTIVE;
    struct draft draft = draft_begin(page, concert->name);
    add_head(&draft, concert);
    html_add(&draft.html, "<section class=\"card\">\n");
    add_heading(&draft, is_admitted ? WORD_GIVE_BACK_TITLE : WORD_LEAVE_TITLE);
    add_text(&draft, say(&draft, is_admitted ? WORD_GIVE_BACK_ADVICE : WORD_LEAVE_ADVICE));
    html_add(&draft.html, "<a class=\"button wide\" href=\"/plain/%s\">%s</a>\n",
             concert->concert_id.text, say(&draft, is_admitted ? WORD_KEEP_TURN : WORD_KEEP_PLACE));
    add_button(&draft, concert, "leave", is_admitted ? WORD_GIVE_BACK : WORD_LEAVE);
    html_add(&draft.html, "</section>\n");
    return draft_end(&draft);
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

const char *plain_problem(const struct plain_page *page, const struct concert_summary *concert,
                          enum err err)
{
    const char *told = plain_word(page->language, problem_word(err));
    struct draft draft = draft_begin(page, told);
    if (concert)
        add_head(&draft, concert);
    else
        html_add(&draft.html, "<h1>Usher</h1>\n");
    html_add(&draft.html,
             "<section class=\"card\">\n<p class=\"notice bad\" role=\"alert\">%s</p>\n", told);
    if (concert && (err == ERR_WRONG_CREDENTIALS || err == ERR_INVALID_MEMBER))
        add_sign_in(&draft, concert);
    else if (concert)
        html_add(&draft.html, "<a class=\"button quiet\" href=\"/plain/%s\">%s</a>\n",
                 concert->concert_id.text, say(&draft, WORD_TRY_AGAIN));
    else
        html_add(&draft.html, "<a class=\"button quiet\" href=\"/plain\">%s</a>\n",
                 say(&draft, WORD_TO_CONCERTS));
    html_add(&draft.html, "</section>\n");
    return draft_end(&draft);
}
