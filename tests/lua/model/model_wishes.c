/* model_wishes.c -- the wishes of the model: met when their owners are admitted, and kept by a
 * claim. */
#include "lua/model/model_wishes.h"

/* The first free ones of the seats that were wished for, or none. */
static int choose(const struct model *model, const struct model_wish *wish, int *ret_seats)
{
    int chosen = 0;
    for (int i = 0; i < wish->count && chosen < wish->quantity; i++) {
        if (model->seats[wish->show][wish->seats[i]].letter == 'A')
            ret_seats[chosen++] = wish->seats[i];
    }
    bool fits = chosen == wish->quantity && !(wish->adjacent && chosen > 1);
    return fits ? chosen : 0;
}

int model_meet(struct model *model, int user)
{
    struct model_wish wish = model->people[user].wish;
    int64_t ends_ms = model->people[user].deadline_ms;
    int seats[SEATS];
    model->people[user].wish.quantity = 0;
    if (model_had(model, user, wish.show) + wish.quantity > model->setting.seats)
        return 0;
    int count = choose(model, &wish, seats);
    for (int i = 0; i < count; i++) {
        model->seats[wish.show][seats[i]] = (struct model_seat){
            .letter = 'H', .holder = user, .deadline_ms = ends_ms, .wished = true};
        model_put(model, wish.show, seats[i], ends_ms);
    }
    return count;
}

/* What a claim makes of the seats that were wished for. */
static void keep_wished(struct model *model, int user)
{
    int64_t until_ms = model->people[user].admitted_at_ms + model->setting.hold * 1000;
    for (int show = 1; show <= SHOWS; show++) {
        for (int id = 1; id <= SEATS; id++) {
            struct model_seat *seat = &model->seats[show][id];
            if (seat->holder != user || !seat->wished || seat->ends_ms <= model_now_ms(model))
                continue;
            seat->wished = false;
            if (seat->deadline_ms < until_ms)
                seat->deadline_ms = until_ms;
            model_put(model, show, id, seat->deadline_ms);
            model_stay(model, user, seat->deadline_ms);
        }
    }
}

const char *model_gate(struct model *model, int user)
{
    struct person *person = &model->people[user];
    if (person->place == IN_QUEUE)
        return text("NOT_ADMITTED %d", model_position(model, user));
    if (person->place == AWAY && !person->lapsed)
        return "NOT_ADMITTED 0";
    if (!model_is_admitted(model, user))
        return "ADMISSION_EXPIRED 0";
    int64_t end_ms = person->admitted_at_ms + model->setting.admission * 1000;
    if (!person->claimed && person->deadline_ms < end_ms)
        person->deadline_ms = end_ms;
    if (!person->claimed)
        keep_wished(model, user);
    person->claimed = true;
    return "OK";
}
