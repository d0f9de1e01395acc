/* model.c -- the queue and the room of the model. */
#include "lua/model/model.h"

#include <string.h>

#include "lua/model/model_seats.h"
#include "lua/model/model_wishes.h"

#define TOKEN INT64_C(1000000)
#define REMEMBERED_MS INT64_C(600000)

static bool has_entry(const struct model *model, int user)
{
    return model_is_admitted(model, user) || model->people[user].place == IN_QUEUE;
}

static const char *entry(const struct model *model, int user, bool is_new)
{
    const struct person *person = &model->people[user];
    bool admitted = model_is_admitted(model, user);
    const char *wish = person->wish.quantity ? text(" %s", person->wish.text) : "";
    return text("OK %d %s %lld %d %lld %d * %s%s", is_new, admitted ? "ACTIVE" : "WAITING",
                (long long)person->number, admitted ? 0 : model_position(model, user),
                admitted ? (long long)(person->deadline_ms - model_now_ms(model)) : 0,
                model_count(model, IN_QUEUE), model->setting.state, admitted ? " ..." : wish);
}

/* The admission was missed, by its own deadline or as a tick found out. */
static bool has_missed(const struct person *person)
{
    return (person->lapsed || person->place == IN_ROOM) && !person->claimed;
}

/* For how long the place of somebody who missed it is kept: the grace, once. */
static int64_t kept_ms(const struct model *model, const struct person *person)
{
    int64_t missed_at_ms = person->lapsed ? person->lapsed_at_ms : person->deadline_ms;
    int64_t left_ms = missed_at_ms + model->setting.grace * 1000 - model_now_ms(model);
    return person->returned || left_ms < 0 ? 0 : left_ms;
}

static bool may_return(const struct model *model, const struct person *person)
{
    return has_missed(person) && kept_ms(model, person) > 0;
}

const char *model_look(const struct model *model, int user)
{
    const struct person *person = &model->people[user];
    if (has_entry(model, user))
        return entry(model, user, false);
    return has_missed(person) ? text("NOT_IN_QUEUE %lld", (long long)kept_ms(model, person))
                              : "NOT_IN_QUEUE";
}

const char *model_join(struct model *model, int user, int64_t token)
{
    struct person *person = &model->people[user];
    if (has_entry(model, user))
        return entry(model, user, false);
    int64_t next = model->last_number + 1;
    bool returns = may_return(model, person);
    bool lost = token && token < model->ready_at_us && !person->token_is_used;
    if (!returns && lost)
        person->number = token;
    else if (!returns)
        person->number = next > model->now_us ? next : model->now_us;
    if (person->number > model->last_number)
        model->last_number = person->number;
    person->place = IN_QUEUE;
    person->returned = returns;
    person->lapsed = false;
    person->token = person->number;
    person->wish.quantity = 0;
    return entry(model, user, true);
}

const char *model_wish(struct model *model, int user, const struct model_wish *wish)
{
    struct person *person = &model->people[user];
    int had = model_had(model, user, wish->show);
    if (!has_entry(model, user))
        return "NOT_IN_QUEUE";
    if (model_is_admitted(model, user))
        return "ADMITTED";
    if (wish->quantity && had + wish->quantity > model->setting.seats)
        return text("SEAT_LIMIT %lld %d", (long long)model->setting.seats, had);
    person->wish = *wish;
    return entry(model, user, false);
}

/* The person in `place` with the smallest time of those at or before the limit, 0 when there is
 * none. */
static int first_by(const struct model *model, int64_t (*when)(const struct person *),
                    int64_t until)
{
    int first = 0;
    int64_t best = until;
    for (int user = PEOPLE; user >= 1; user--) {
        int64_t moment = when(&model->people[user]);
        if (moment <= best) {
            first = user;
            best = moment;
        }
    }
    return first;
}

static int64_t admission_end(const struct person *person)
{
    return person->place == IN_ROOM ? person->deadline_ms : INT64_MAX;
}

static int64_t lapse(const struct person *person)
{
    return person->lapsed ? person->lapsed_at_ms : INT64_MAX;
}

static int64_t number_in_queue(const struct person *person)
{
    return person->place == IN_QUEUE ? person->number : INT64_MAX;
}

static void end_admissions(struct model *model, int64_t batch, int64_t *ret_used,
                           int64_t *ret_unused)
{
    int64_t now = model_now_ms(model);
    int user;
    *ret_used = *ret_unused = 0;
    while (*ret_used + *ret_unused < batch && (user = first_by(model, admission_end, now)) > 0) {
        struct person *person = &model->people[user];
        ++*(person->claimed ? ret_used : ret_unused);
        person->place = AWAY;
        person->lapsed = true;
        person->lapsed_at_ms = now;
    }
}

static void forget(struct model *model, int64_t batch)
{
    int64_t grace_ms = model->setting.grace * 1000;
    int64_t kept_ms = grace_ms > REMEMBERED_MS ? grace_ms : REMEMBERED_MS;
    for (int64_t i = 0; i < batch; i++) {
        int user = first_by(model, lapse, model_now_ms(model) - kept_ms);
        model->people[user].lapsed = false;
    }
}

static void earn(struct model *model)
{
    int64_t elapsed = model->now_us - model->ticked_at_us;
    int64_t most = model->setting.rate * TOKEN;
    if (strcmp(model->setting.state, "OPEN") == 0)
        model->tokens_millionths += elapsed * model->setting.rate;
    if (model->tokens_millionths > most)
        model->tokens_millionths = most;
    model->ticked_at_us = model->now_us;
}

static void admit(struct model *model, struct person *person)
{
    const struct setting *setting = &model->setting;
    int64_t seconds = setting->claim < setting->admission ? setting->claim : setting->admission;
    person->place = IN_ROOM;
    person->admitted_at_ms = model_now_ms(model);
    person->deadline_ms = person->admitted_at_ms + seconds * 1000;
    person->claimed = false;
    if (person->number < model->ready_at_us)
        person->token_is_used = true;
    if (person->number > model->frontier)
        model->frontier = person->number;
}

static int64_t admit_people(struct model *model, int64_t batch)
{
    int64_t admitted = 0;
    int64_t choosing = 0; /* those who were admitted and have no seats yet */
    if (strcmp(model->setting.state, "OPEN") != 0)
        return 0;
    while (admitted < batch && choosing < model_buyers_served(model) &&
           model->tokens_millionths >= TOKEN &&
           model_count(model, IN_ROOM) < model->setting.max_active &&
           model_count(model, IN_QUEUE) > 0) {
        int user = first_by(model, number_in_queue, INT64_MAX - 1);
        admit(model, &model->people[user]);
        choosing += model_meet(model, user) == 0;
        model->tokens_millionths -= TOKEN;
        admitted++;
    }
    return admitted;
}

const char *model_tick(struct model *model, int64_t batch)
{
    int64_t used, unused;
    int64_t seats = model_end_holds(model, batch);
    end_admissions(model, batch, &used, &unused);
    forget(model, batch);
    earn(model);
    int64_t admitted = admit_people(model, batch);
    model->expired += used;
    model->no_shows += unused;
    model->admitted += admitted;
    bool more = seats >= batch || used + unused >= batch || admitted >= batch;
    return text("OK %s %d %d %lld %lld %lld %lld %d", model->setting.state,
                model_count(model, IN_QUEUE), model_count(model, IN_ROOM),
                (long long)model->frontier, (long long)admitted, (long long)used, (long long)unused,
                more);
}

const char *model_leave(struct model *model, int user)
{
    struct person *person = &model->people[user];
    bool was_there = person->place != AWAY;
    bool freed = model_free_unpaid(model, user);
    if (was_there && person->number < model->ready_at_us)
        person->token_is_used = true;
    person->place = AWAY;
    person->lapsed = false;
    person->wish.quantity = 0;
    return was_there || freed ? "OK" : "NOT_IN_QUEUE";
}

void model_lose(struct model *model)
{
    struct model old = *model;
    model_open(model, &old.setting, old.now_us);
    for (int user = 1; user <= PEOPLE; user++)
        model->people[user].token = old.people[user].token;
    for (int show = 1; show <= SHOWS; show++) {
        for (int seat = 1; seat <= SEATS; seat++) {
            if (old.seats[show][seat].letter == 'S')
                model->seats[show][seat] =
                    (struct model_seat){.letter = 'S', .buyer = old.seats[show][seat].buyer};
        }
    }
}

const char *model_queue(const struct model *model)
{
    struct model copy = *model;
    const char *queue = "";
    int user;
    while ((user = first_by(&copy, number_in_queue, INT64_MAX - 1)) > 0) {
        queue = text("%s%s%s %lld", queue, *queue ? " " : "", user_id(user),
                     (long long)copy.people[user].number);
        copy.people[user].place = AWAY;
    }
    return queue;
}
