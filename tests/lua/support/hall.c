/* hall.c -- the hall of the test at hand, as sections and a map. */
#include "lua/support/hall.h"

#include <string.h>

#include "lua/support/calls_restore.h"
#include "sale/redis/keys.h"
#include "store/redis_values.h"

#define FAR_AWAY_S INT64_C(4000000000)

/* What the parties are told of: CUnit gives a test no argument to find it by. */
static struct hall hall;

/* As the scheduler does it when it restores the concert. */
static void put_layouts(void)
{
    const char *sections = "";
    for (size_t i = 0; i < hall.section_count; i++) {
        const struct hall_section *section = &hall.sections[i];
        if (section->layout)
            sections = text("%s%s%lld %s", sections, *sections ? " " : "",
                            (long long)section->first_seat_id, section->layout);
    }
    if (!*sections)
        return;
    (void)ask("HSET %s restoring hall", key("concert"));
    EXPECT(restore_layouts("hall", sections), "OK");
    (void)ask("HDEL %s restoring restoring_at_ms", key("concert"));
}

void build_hall(const struct hall *built)
{
    hall = *built;
    EXPECT(ask("SET %s %s", key("map:1"), hall.letters), "OK");
    put_layouts();
}

/* "..AAA.AA" is the row "2+3+1+2", "t.AAA" the table "t1+3". */
static const char *drawn_row(const char *drawing, size_t length)
{
    const char *row = "";
    const char *table = *drawing == 't' ? "t" : "";
    size_t at = strspn(drawing, "t");
    size_t blank = strspn(drawing + at, ".");
    at += blank;
    while (at < length) {
        size_t seats = strcspn(drawing + at, "./ ");
        row = text("%s%s%zu+%zu", row, *row ? "+" : table, blank, seats);
        at += seats;
        blank = strspn(drawing + at, ".");
        at += blank;
    }
    return row;
}

/* Of one section; NULL when it is drawn without a dot and a table. */
static const char *drawn_layout(const char *drawing)
{
    const char *rows = "";
    size_t width = 0;
    size_t end = strcspn(drawing, "/");
    if (strcspn(drawing, ".t") >= end)
        return NULL;
    for (size_t at = 0; at < end; at += strspn(drawing + at, " ")) {
        size_t length = strcspn(drawing + at, " /");
        rows = text("%s%s%s", rows, *rows ? ";" : "", drawn_row(drawing + at, length));
        size_t columns = length - (drawing[at] == 't');
        width = columns > width ? columns : width;
        at += length;
    }
    return text("%zu:%s", width, rows);
}

/* Adds the seats of one section; returns where the drawing of the next one begins. */
static const char *draw_section(struct hall *drawn, const char *drawing)
{
    size_t seats = strlen(drawn->letters);
    struct hall_section *section = &drawn->sections[drawn->section_count++];
    *section = (struct hall_section){.first_seat_id = (int64_t)seats + 1, .rows = 1};
    section->layout = drawn_layout(drawing);
    for (; *drawing && *drawing != '/'; drawing++) {
        section->rows += *drawing == ' ';
        if (!strchr(" .t", *drawing))
            drawn->letters[seats++] = *drawing;
    }
    section->seats = (int64_t)seats + 1 - section->first_seat_id;
    if (!section->layout)
        section->seats /= section->rows;
    return drawing + strspn(drawing, "/");
}

void draw_hall(const char *drawing)
{
    struct hall drawn = {0};
    while (*drawing)
        drawing = draw_section(&drawn, drawing);
    build_hall(&drawn);
}

static void arg_sections(struct redis_call *call, const char *but)
{
    for (size_t i = 0; i < hall.section_count; i++) {
        const struct hall_section *section = &hall.sections[i];
        if (but && strstr(but, text("%zu", i)))
            continue;
        redis_arg_int(call, section->first_seat_id);
        redis_arg_int(call, section->layout ? 0 : section->rows);
        redis_arg_int(call, section->seats);
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
