/* hall.c -- the hall of the test at hand, as sections and a map. */
#include "lua/hall.h"

#include <string.h>

#include "sale/line_keys.h"

#define FAR_AWAY_S INT64_C(4000000000)

/* What the parties are told of: CUnit gives a test no argument to find it by. */
static struct hall hall;

void build_hall(const struct hall *built)
{
    hall = *built;
    EXPECT(ask("SET %s %s", key("map:1"), hall.letters), "OK");
}

void draw_hall(const char *drawing)
{
    struct hall drawn = {0};
    size_t seats = 0;
    for (const char *at = drawing; *at; at += strspn(at, " /")) {
        size_t length = strcspn(at, " /");
        bool is_new = at == drawing || at[-1] == '/';
        struct hall_section *section = &drawn.sections[drawn.section_count - !is_new];
        if (is_new)
            *section = (struct hall_section){(int64_t)seats + 1, 0, (int64_t)length};
        drawn.section_count += is_new;
        section->rows++;
        memcpy(drawn.letters + seats, at, length);
        seats += length;
        at += length;
    }
    build_hall(&drawn);
}

static void arg_sections(struct redis_call *call, const char *but)
{
    for (size_t i = 0; i < hall.section_count; i++) {
        if (but && strstr(but, text("%zu", i)))
            continue;
        redis_arg_int(call, hall.sections[i].first_seat_id);
        redis_arg_int(call, hall.sections[i].rows);
        redis_arg_int(call, hall.sections[i].seats);
    }
}

const char *best_of(int user, const struct party *party)
{
    struct redis_call call = a_script(SCRIPT_HOLD_BEST);
    struct uuid id = {0};
    CU_ASSERT_TRUE_FATAL(uuid_parse(user_id(user), &id));
    gate_keys(&call, concert_id(), &id);
    key_map(&call, concert_id(), 1);
    arg_time(&call);
    redis_arg(&call, user_id(user));
    redis_arg_int(&call, now_ms() + (party->starts_in_s ? party->starts_in_s : FAR_AWAY_S) * 1000);
    redis_arg_int(&call, 1);
    redis_arg_int(&call, party->quantity);
    redis_arg(&call, party->adjacent ? "1" : "");
    redis_arg_int(&call, (1 << 30) - 1);
    arg_sections(&call, party->sections_but);
    return answer_of(&call);
}

const char *seats_in(const char *answer)
{
    enum { FIRST_SEAT = 3 };
    if (!words_match(answer, "OK ..."))
        return answer;
    const char *seats = "";
    for (int i = FIRST_SEAT; *word(answer, i); i += 2)
        seats = text("%s%s%s", seats, *seats ? " " : "", word(answer, i));
    return seats;
}

const char *best(int user, int64_t quantity)
{
    return best_with(user, .quantity = quantity);
}
