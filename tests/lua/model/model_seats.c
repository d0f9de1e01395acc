/* model_seats.c -- the seats of the model: held, paid for, sold. */
#include "lua/model/model_seats.h"

#include <string.h>

#include "lua/model/model_wishes.h"
#include "lua/support/calls.h"

static bool is_held(const struct model *model, const struct model_seat *seat)
{
    return seat->holder && seat->ends_ms > model_now_ms(model);
}

static void drop(struct model *model, int show, int id)
{
    struct model_seat *seat = &model->seats[show][id];
    model->claims[seat->holder][show][id].ends_ms = 0;
    *seat = (struct model_seat){.letter = 'A'};
}

static const char *taken(const struct model *model, const struct seat_set *set)
{
    const char *answer = "SEAT_TAKEN";
    for (int i = 0; i < set->count; i++) {
        const struct model_seat *seat = &model->seats[set->show][set->seats[i]];
        if (seat->letter == 'S' || is_held(model, seat))
            answer = text("%s %d", answer, set->seats[i]);
    }
    return strchr(answer, ' ') ? answer : NULL;
}

const char *model_hold(struct model *model, int user, const struct seat_set *set)
{
    const struct setting *setting = &model->setting;
    const char *code = model_gate(model, user);
    if (strcmp(code, "OK") != 0)
        return code;
    if (!model_may_choose(model, user))
        return "CHOOSING_OVER";
    const char *in_the_way = taken(model, set);
    int have = model_had(model, user, set->show);
    if (in_the_way)
        return in_the_way;
    if (have + set->count > setting->seats)
        return text("SEAT_LIMIT %lld %d", (long long)setting->seats, have);
    int64_t ends_ms = model_now_ms(model) + setting->hold * 1000;
    for (int i = 0; i < set->count; i++) {
        model->seats[set->show][set->seats[i]] =
            (struct model_seat){.letter = 'H', .holder = user, .deadline_ms = ends_ms};
        model_put(model, set->show, set->seats[i], ends_ms);
    }
    model_stay(model, user, ends_ms);
    return text("OK %lld %lld", (long long)ends_ms, (long long)setting->hold * 1000);
}

const char *model_read_seats(struct model *model, int user)
{
    const char *code = model_gate(model, user);
    return strcmp(code, "OK") == 0 ? "OK ..." : code;
}

const char *model_release(struct model *model, int user, const struct seat_set *set)
{
    const struct model_seat *seat = &model->seats[set->show][set->seats[0]];
    if (!is_held(model, seat))
        return "HOLD_EXPIRED";
    if (seat->holder != user)
        return "NOT_FOUND";
    if (seat->fences)
        return "PAYING";
    drop(model, set->show, set->seats[0]);
    return "OK";
}

const char *model_start(struct model *model, int user, int fence, const struct seat_set *set)
{
    int64_t now = model_now_ms(model);
    (void)model_gate(model, user); /* paying claims an admission, and needs none */
    for (int i = 0; i < set->count; i++) {
        const struct model_seat *seat = &model->seats[set->show][set->seats[i]];
        if (!is_held(model, seat))
            return "HOLD_EXPIRED";
        if (seat->holder != user)
            return "NOT_FOUND";
    }
    for (int i = 0; i < set->count; i++) {
        struct model_seat *seat = &model->seats[set->show][set->seats[i]];
        bool longer = now < seat->deadline_ms && seat->ends_ms < now + LONGEST_MS;
        seat->fences |= 1 << fence;
        model_put(model, set->show, set->seats[i], longer ? now + LONGEST_MS : seat->ends_ms);
        model_stay(model, user, seat->ends_ms);
    }
    return "OK";
}

const char *model_cancel(struct model *model, int user, int fence, const struct seat_set *set)
{
    int given_back = 0;
    for (int i = 0; i < set->count; i++) {
        struct model_seat *seat = &model->seats[set->show][set->seats[i]];
        if (!is_held(model, seat) || seat->holder != user || !(seat->fences & 1 << fence))
            continue;
        seat->fences &= ~(1 << fence);
        if (seat->fences)
            continue;
        given_back++;
        if (seat->deadline_ms > model_now_ms(model))
            model_put(model, set->show, set->seats[i], seat->deadline_ms);
        else
            drop(model, set->show, set->seats[i]);
    }
    return text("OK %d", given_back);
}

const char *model_finish(struct model *model, int user, const struct seat_set *set)
{
    int marked = 0;
    for (int i = 0; i < set->count; i++) {
        struct model_seat *seat = &model->seats[set->show][set->seats[i]];
        if (seat->letter == 'S' || seat->former == user)
            continue;
        *seat = (struct model_seat){.letter = 'S', .buyer = user};
        model->claims[user][set->show][set->seats[i]].ends_ms = 0;
        marked++;
    }
    if (marked && model->people[user].place == IN_ROOM)
        model->people[user].place = AWAY;
    model->buyers += marked > 0;
    model->bought += marked;
    return text("OK %d", marked);
}

static bool has_seats(const struct model *model, int user)
{
    for (int show = 1; show <= SHOWS; show++) {
        for (int id = 1; id <= SEATS; id++) {
            if (model->seats[show][id].buyer == user)
                return true;
        }
    }
    return false;
}

/* The average that is left is one of buyers with a seat or more each. */
static void take_back(struct model *model, int user, int seats)
{
    model->bought = model->bought > seats ? model->bought - seats : 0;
    if (!has_seats(model, user) && model->buyers > 1)
        model->buyers--;
    if (model->buyers > model->bought)
        model->buyers = model->bought;
}

const char *model_refund(struct model *model, int user, const struct seat_set *set)
{
    int ended = 0;
    for (int i = 0; i < set->count; i++) {
        struct model_seat *seat = &model->seats[set->show][set->seats[i]];
        if (seat->holder == user && is_held(model, seat))
            drop(model, set->show, set->seats[i]);
        if (seat->buyer == user) {
            *seat = (struct model_seat){.letter = 'A'};
            ended++;
        }
        seat->former = user;
    }
    if (ended)
        take_back(model, user, ended);
    return text("OK %d", ended);
}

/* Of the holds that are over and listed, the one that ended first; by name among equals. */
static struct model_seat *first_over(struct model *model)
{
    static const int by_name[] = {1, 10, 11, 12, 2, 3, 4, 5, 6, 7, 8, 9};
    struct model_seat *first = NULL;
    int64_t best = model_now_ms(model) + 1;
    for (int show = 1; show <= SHOWS; show++) {
        for (int i = 0; i < SEATS; i++) {
            struct model_seat *seat = &model->seats[show][by_name[i]];
            if (!seat->listed || seat->ends_ms >= best)
                continue;
            first = seat;
            best = seat->ends_ms;
        }
    }
    return first;
}

int64_t model_end_holds(struct model *model, int64_t batch)
{
    int64_t count = 0;
    struct model_seat *seat;
    while (count < batch && (seat = first_over(model))) {
        *seat = (struct model_seat){.letter = 'A'};
        count++;
    }
    return count;
}

int64_t model_buyers_served(const struct model *model)
{
    int64_t available = 0;
    for (int show = 1; show <= SHOWS; show++)
        for (int id = 1; id <= SEATS; id++)
            available += model->seats[show][id].letter == 'A';
    int64_t served = model->bought ? available * model->buyers / model->bought : available;
    return available && !served ? 1 : served;
}

bool model_free_unpaid(struct model *model, int user)
{
    bool freed = false;
    for (int show = 1; show <= SHOWS; show++) {
        for (int id = 1; id <= SEATS; id++) {
            const struct model_seat *seat = &model->seats[show][id];
            if (!is_held(model, seat) || seat->holder != user || seat->fences)
                continue;
            drop(model, show, id);
            freed = true;
        }
    }
    return freed;
}

static const char *letters(const struct model *model, int show)
{
    char line[SEATS + 1] = "";
    for (int id = 1; id <= SEATS; id++)
        line[id - 1] = model->seats[show][id].letter;
    return text("%s", line);
}

const char *model_figures(const struct model *model)
{
    return text("OK %s %lld %d %d -1 * %lld %lld %lld %lld %s %s", model->setting.state,
                (long long)model_now_ms(model), model_count(model, IN_QUEUE),
                model_count(model, IN_ROOM), (long long)model->frontier, (long long)model->admitted,
                (long long)model->expired, (long long)model->no_shows, letters(model, 1),
                letters(model, 2));
}

const char *model_held_by(const struct model *model, int user)
{
    const char *held = "";
    for (int show = 1; show <= SHOWS; show++) {
        for (int id = 1; id <= SEATS; id++) {
            if (model->claims[user][show][id].ends_ms > model_now_ms(model))
                held = text("%s%s%d:%d", held, *held ? " " : "", show, id);
        }
    }
    return held;
}
