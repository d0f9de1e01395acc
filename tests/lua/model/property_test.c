/* property_test.c -- thousands of random calls: the scripts and the model must answer alike. */
#include <string.h>

#include "lua/model/model.h"
#include "lua/model/model_seats.h"
#include "lua/model/model_state.h"
#include "lua/support/calls.h"
#include "lua/support/calls_parts.h"
#include "lua/support/calls_restore.h"
#include "lua/support/calls_wishes.h"
#include "lua/support/opening.h"

#define FENCES 4
#define PLENTY 500

/* Seats sell out, so there are many short runs. */
#define COURSES 60
#define STEPS 200

/* The course of one run: everything follows from the seed. */
struct course {
    struct model model;
    uint64_t random;
    const char *done; /* the call at hand, for the report of a difference */
};

static const struct setting small_house = {
    .state = "OPEN",
    .rate = 2,
    .max_active = 5,
    .admission = 120,
    .claim = 40,
    .grace = 60,
    .hold = 50,
    .seats = 3,
};

/* The generator is Marsaglia's xorshift64*. */
static int below(struct course *course, int limit)
{
    course->random ^= course->random >> 12;
    course->random ^= course->random << 25;
    course->random ^= course->random >> 27;
    return (int)((course->random * UINT64_C(2685821657736338717) >> 33) % (uint64_t)limit);
}

static bool agree(const struct course *course, const char *got, const char *wanted)
{
    bool same = words_match(got, wanted);
    CU_assertImplementation(same, __LINE__, text("%s: %s, not %s", course->done, got, wanted),
                            __FILE__, "", CU_FALSE);
    return same;
}

static struct seat_set random_seats(struct course *course, int most)
{
    struct seat_set set = {.show = 1 + below(course, SHOWS), .count = 1 + below(course, most)};
    int first = below(course, SEATS);
    for (int i = 0; i < set.count; i++)
        set.seats[i] = 1 + (first + i * 5) % SEATS;
    return set;
}

/* Seats of one show with a common holder, and nearly always that holder for *user. */
static struct seat_set held_seats(struct course *course, int *user)
{
    struct seat_set set = {.show = 1 + below(course, SHOWS)};
    const struct model_seat *seats = course->model.seats[set.show];
    int first = below(course, SEATS);
    int holder = 0;
    for (int i = 0; i < SEATS; i++) {
        int id = 1 + (first + i) % SEATS;
        if (!holder)
            holder = seats[id].holder;
        if (holder && seats[id].holder == holder && (set.count == 0 || below(course, 2)))
            set.seats[set.count++] = id;
    }
    if (holder && below(course, 8))
        *user = holder;
    return set.count ? set : random_seats(course, 2);
}

/* Mostly somebody in the room: the others are refused, which is soon seen. */
static int somebody_inside(struct course *course, int user)
{
    for (int i = 0; i < PEOPLE && below(course, 8); i++) {
        int other = 1 + (user + i) % PEOPLE;
        if (course->model.people[other].place == IN_ROOM)
            return other;
    }
    return user;
}

static const char *names(const struct seat_set *set)
{
    const char *list = "";
    for (int i = 0; i < set->count; i++)
        list = text("%s%s%d:%d", list, i ? " " : "", set->show, set->seats[i]);
    return list;
}

/* Postgres sells a seat once, and a reservation is one person's: what Redis hears of is of free
 * seats, or the buyer's own. */
static bool postgres_agrees(const struct model *model, int user, const struct seat_set *set)
{
    for (int i = 0; i < set->count; i++) {
        const struct model_seat *seat = &model->seats[set->show][set->seats[i]];
        int owner = seat->buyer ? seat->buyer : seat->former;
        if (owner && owner != user)
            return false;
    }
    return true;
}

static bool do_join(struct course *course, int user)
{
    int64_t token = below(course, 2) ? course->model.people[user].token : 0;
    course->done = text("join %d %lld", user, (long long)token);
    const char *got = join_back(user, token);
    return agree(course, got, model_join(&course->model, user, token));
}

static bool do_look(struct course *course, int user)
{
    course->done = text("look %d", user);
    return agree(course, look(user), model_look(&course->model, user));
}

/* Single seats are sections of their own; without any the wish is taken back. */
static bool do_wish(struct course *course, int user)
{
    struct seat_set set = random_seats(course, 5);
    struct model_wish wanted = {.quantity = below(course, 4),
                                .adjacent = below(course, 4) == 0,
                                .show = set.show,
                                .text = ""};
    const char *sections = "";
    for (; wanted.count < set.count; wanted.count++) {
        wanted.seats[wanted.count] = set.seats[wanted.count];
        sections = text("%s%s%d:1:1", sections, *sections ? "," : "", set.seats[wanted.count]);
    }
    if (wanted.quantity)
        wanted.text =
            text("%d %d %d 0 0 7 %s", wanted.show, wanted.quantity, wanted.adjacent, sections);
    course->done = text("wish %d %s", user, wanted.text);
    return agree(course, wish(user, wanted.text), model_wish(&course->model, user, &wanted));
}

static bool do_leave(struct course *course, int user)
{
    const char *held = model_held_by(&course->model, user);
    course->done = text("leave %d %s", user, held);
    return agree(course, leave(user, held), model_leave(&course->model, user));
}

static bool do_tick(struct course *course, int user)
{
    int64_t batch = user % 2 ? PEOPLE : 1 + below(course, 3);
    course->done = text("tick %lld", (long long)batch);
    bool same = agree(course, tick_batch(batch), model_tick(&course->model, batch));
    learn_reservations();
    return same;
}

static bool do_read_seats(struct course *course, int user)
{
    course->done = text("read_seats %d", user);
    return agree(course, read_seats(user), model_read_seats(&course->model, user));
}

static bool do_hold(struct course *course, int user)
{
    struct seat_set set = random_seats(course, 3);
    user = somebody_inside(course, user);
    course->done = text("hold %d %s", user, names(&set));
    return agree(course, hold(user, names(&set)), model_hold(&course->model, user, &set));
}

static bool do_release(struct course *course, int user)
{
    struct seat_set set = held_seats(course, &user);
    set.count = 1;
    course->done = text("release %d %s", user, names(&set));
    return agree(course, release(user, names(&set)), model_release(&course->model, user, &set));
}

static bool do_start(struct course *course, int user)
{
    struct seat_set set = held_seats(course, &user);
    int fence = 1 + below(course, FENCES);
    course->done = text("start %d f%d %s", user, fence, names(&set));
    return agree(course, start_payment(user, text("f%d", fence), names(&set)),
                 model_start(&course->model, user, fence, &set));
}

/* Who cancels held the seats and knows a fence, if perhaps an old one. */
static bool do_cancel(struct course *course, int user)
{
    struct seat_set set = held_seats(course, &user);
    if (course->model.seats[set.show][set.seats[0]].holder != user)
        return true;
    int fence = 1 + below(course, FENCES);
    course->done = text("cancel %d f%d %s", user, fence, names(&set));
    return agree(course, cancel_payment(user, text("f%d", fence), names(&set)),
                 model_cancel(&course->model, user, fence, &set));
}

static bool do_finish(struct course *course, int user)
{
    struct seat_set set = held_seats(course, &user);
    if (!postgres_agrees(&course->model, user, &set) || below(course, 3))
        return true;
    course->done = text("finish %d %s", user, names(&set));
    return agree(course, finish_payment(user, names(&set)),
                 model_finish(&course->model, user, &set));
}

/* Seats of a reservation of the user: sold, only held so far, or refunded long ago. */
static bool do_refund(struct course *course, int user)
{
    struct seat_set set = {.show = 1 + below(course, SHOWS)};
    for (int id = 1; id <= SEATS; id++) {
        const struct model_seat *seat = &course->model.seats[set.show][id];
        bool theirs = seat->buyer == user || seat->holder == user || seat->former == user;
        if (theirs && below(course, 2))
            set.seats[set.count++] = id;
    }
    if (set.count == 0)
        return true;
    course->done = text("refund %d %s", user, names(&set));
    return agree(course, refund_seats(user, names(&set)), model_refund(&course->model, user, &set));
}

static void wait_ms(struct course *course, int64_t ms)
{
    pass_ms(ms);
    model_set_now(&course->model, course->model.now_us + ms * 1000);
}

static bool do_wait(struct course *course, int user)
{
    static const int64_t most_ms[] = {2, 1000, 5000, 20000, 60000};
    int kind = below(course, sizeof(most_ms) / sizeof(most_ms[0]));
    int64_t ms = user == 1 && kind == 0 ? 700000 : 1 + below(course, (int)most_ms[kind]);
    wait_ms(course, ms);
    return true;
}

/* The first tick ends what is over. */
static bool do_set_clock_back(struct course *course, int user)
{
    int64_t ms = 1000 + below(course, 600000);
    if (user > PEOPLE / 3)
        return true;
    course->done = text("clock set back by %lld", (long long)ms);
    for (int i = 0; i < 2; i++) {
        if (!agree(course, tick_batch(PLENTY), model_tick(&course->model, PLENTY)))
            return false;
        learn_reservations();
        if (i == 0) {
            pass_ms(-ms);
            model_set_back(&course->model, ms);
        }
    }
    return true;
}

static bool do_pause_or_resume(struct course *course, int user)
{
    if (user % 5)
        return true;
    bool open = below(course, 3) > 0;
    policy()->state = course->model.setting.state = open ? "OPEN" : "PAUSED";
    return do_tick(course, user);
}

static bool do_lose(struct course *course, int user)
{
    if (user > PEOPLE / 3)
        return true;
    course->done = "loss";
    lose_everything();
    wait_ms(course, 1); /* no restore is over in the microsecond of the loss */
    bool same = agree(course, tick(), "NOT_READY") && agree(course, begin_restore("t"), "OK");
    model_lose(&course->model);
    for (int show = 1; show <= SHOWS; show++) {
        for (int id = 1; id <= SEATS; id++) {
            int buyer = course->model.seats[show][id].buyer;
            if (buyer)
                same &= agree(course, restore_seats("t", buyer, text("%d:%d", show, id)), "OK");
        }
    }
    same &= agree(course, finish_restore("t"), "OK");
    return same && agree(course, tick(), model_tick(&course->model, PEOPLE));
}

/* How often each is called, in parts of the sum. */
static const struct {
    int weight;
    bool (*act)(struct course *course, int user);
} actions[] = {
    {20, do_join},      {4, do_look},   {2, do_leave},   {16, do_tick},
    {4, do_read_seats}, {18, do_hold},  {5, do_release}, {14, do_start},
    {6, do_cancel},     {7, do_finish}, {16, do_wait},   {3, do_pause_or_resume},
    {1, do_lose},       {6, do_refund}, {16, do_wish},   {2, do_set_clock_back},
};

static bool one_step(struct course *course)
{
    int total = 0;
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
        total += actions[i].weight;
    int user = 1 + below(course, PEOPLE);
    int chosen = below(course, total);
    size_t action = 0;
    while (chosen >= actions[action].weight)
        chosen -= actions[action++].weight;
    return actions[action].act(course, user);
}

/* Whatever somebody holds, lets go and pays for: the admission ends with a hold that began in its
 * time, or with a payment for it. */
static bool admissions_are_bounded(const struct course *course)
{
    const struct setting *setting = &course->model.setting;
    int64_t most_ms = (setting->admission + setting->hold) * 1000 + LONGEST_MS;
    const char *active = ask("ZRANGE %s 0 -1 WITHSCORES", key("active"));
    for (int i = 0; *word(active, i); i += 2) {
        int64_t given_ms = number(ask("HGET %s %s", key("turns"), word(active, i)), 1);
        int64_t lasts_ms = number(active, i + 1) - given_ms;
        const char *said = lasts_ms <= most_ms ? "bounded" : text("%lld ms", (long long)lasts_ms);
        if (!agree(course, said, "bounded"))
            return false;
    }
    return true;
}

static bool states_agree(const struct course *course)
{
    return admissions_are_bounded(course) &&
           agree(course, read_concert(0), model_figures(&course->model)) &&
           agree(course, ask("ZRANGE %s 0 -1 WITHSCORES", key("waiting")),
                 model_queue(&course->model));
}

static bool run_course(uint64_t seed)
{
    struct course course = {.random = seed, .done = "open"};
    open_concert_of(&small_house);
    model_open(&course.model, &small_house, BEGIN_US);
    for (int step = 0; step < STEPS; step++) {
        if (!one_step(&course) || !states_agree(&course))
            return false;
    }
    return true;
}

static void the_scripts_and_the_model_answer_alike(void)
{
    for (uint64_t course = 1; course <= COURSES; course++) {
        if (!run_course(course * UINT64_C(0x9E3779B97F4A7C15)))
            return;
    }
}

CU_TestInfo property_tests[] = {
    TEST(the_scripts_and_the_model_answer_alike),
    CU_TEST_INFO_NULL,
};
