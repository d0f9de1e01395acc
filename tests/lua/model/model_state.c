/* model_state.c -- the state of the model, and what is asked of it everywhere. */
#include "lua/model/model_state.h"

void model_open(struct model *model, const struct setting *setting, int64_t now_us)
{
    *model = (struct model){
        .setting = *setting,
        .now_us = now_us,
        .last_number = now_us,
        .ready_at_us = now_us,
        .ticked_at_us = now_us,
    };
    for (int show = 1; show <= SHOWS; show++)
        for (int seat = 1; seat <= SEATS; seat++)
            model->seats[show][seat].letter = 'A';
}

void model_set_now(struct model *model, int64_t now_us)
{
    model->now_us = now_us;
}

/* All that ends at a time ends after as long as before; holds that are over do not come back, but
 * for those of people who have paid or left since, which are not looked for. */
static void set_seats_back(struct model *model, int64_t ms)
{
    for (int show = 1; show <= SHOWS; show++) {
        for (int id = 1; id <= SEATS; id++) {
            struct model_seat *seat = &model->seats[show][id];
            seat->deadline_ms -= ms;
            seat->ends_ms -= ms;
            for (int user = 1; user <= PEOPLE; user++) {
                const struct person *person = &model->people[user];
                int64_t *ends_ms = &model->claims[user][show][id].ends_ms;
                if (seat->holder == user)
                    *ends_ms -= ms;
                else if (person->place == IN_ROOM || person->lapsed)
                    *ends_ms = 0;
            }
        }
    }
}

void model_set_back(struct model *model, int64_t ms)
{
    set_seats_back(model, ms);
    for (int user = 1; user <= PEOPLE; user++) {
        struct person *person = &model->people[user];
        person->admitted_at_ms -= ms;
        person->deadline_ms -= ms;
        person->lapsed_at_ms -= ms;
    }
    model->now_us -= ms * 1000;
    model->ticked_at_us = model->now_us;
}

int64_t model_now_ms(const struct model *model)
{
    return model->now_us / 1000;
}

int model_count(const struct model *model, enum place place)
{
    int count = 0;
    for (int user = 1; user <= PEOPLE; user++)
        count += model->people[user].place == place;
    return count;
}

int model_position(const struct model *model, int user)
{
    int ahead = 0;
    for (int other = 1; other <= PEOPLE; other++)
        ahead += model->people[other].place == IN_QUEUE &&
                 model->people[other].number < model->people[user].number;
    return ahead + 1;
}

bool model_is_admitted(const struct model *model, int user)
{
    const struct person *person = &model->people[user];
    return person->place == IN_ROOM && person->deadline_ms > model_now_ms(model);
}

bool model_may_choose(const struct model *model, int user)
{
    int64_t since_ms = model_now_ms(model) - model->people[user].admitted_at_ms;
    return since_ms < model->setting.admission * 1000;
}

void model_stay(struct model *model, int user, int64_t until_ms)
{
    struct person *person = &model->people[user];
    if (person->place == IN_ROOM && person->deadline_ms < until_ms)
        person->deadline_ms = until_ms;
}

void model_put(struct model *model, int show, int id, int64_t ends_ms)
{
    struct model_seat *seat = &model->seats[show][id];
    seat->ends_ms = ends_ms;
    seat->listed = true;
    model->claims[seat->holder][show][id].ends_ms = ends_ms;
}

int model_had(const struct model *model, int user, int show)
{
    int count = 0;
    for (int id = 1; id <= SEATS; id++) {
        bool bought = model->seats[show][id].buyer == user;
        count += bought || model->claims[user][show][id].ends_ms > model_now_ms(model);
    }
    return count;
}
