/* decode_concert.c -- a concert as an organiser describes it, in a request or in a file. */
#include <string.h>

#include "api/concert/decode_concert.h"
#include "api/plan/decode_plan.h"
#include "base/json/json_read.h"
#include "sale/concert/concert.h"
#include "sale/concert/concerts_create.h"
#include "sale/concert/show_lists.h"
#include "sale/plan/hall_limits.h"
#include "sale/plan/seating_plan.h"

#define NAME_MAX_LENGTH 200
#define ZONE_MAX_LENGTH 64
#define OWN_NAME_MAX 100 /* of a section that is of no seating plan */
#define ROWS_MAX 1000

#define YEAR_2000_MS 946684800000

static int64_t decode_time(struct json_reader *reader, const char *name)
{
    int64_t at_ms = json_time_ms(reader, name);
    if (!reader->err && at_ms < YEAR_2000_MS)
        json_refuse(reader, name, "be a time after the year 1999");
    return at_ms;
}

/* Members that are left out stay as they are in policy. */
static void decode_policy(struct json_reader *parent, struct policy *policy)
{
    if (!json_has(parent, "policy"))
        return;
    struct json_reader reader = json_member_object(parent, "policy");
#define POLICY_READ(member, name, fallback, min, max) \
    if (json_has(&reader, name))                      \
        policy->member = json_int(&reader, name, min, max);
    POLICY_TABLE(POLICY_READ)
#undef POLICY_READ
    if (json_has(&reader, "queueing") &&
        !queueing_parse(json_string(&reader, "queueing", 0, NAME_MAX_LENGTH), &policy->queueing))
        json_refuse(&reader, "queueing", "be \"fifo\" or \"lottery\"");
    json_adopt(parent, &reader);
}

static void refuse_same_name(struct json_reader *reader, const struct new_section *sections,
                             size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(sections[i].name, sections[index].name) == 0)
            json_refuse(reader, "name", "be another than those of the show's other sections");
}

static void decode_section(struct json_reader *reader, struct new_section *ret_section)
{
    ret_section->name = json_name(reader, "name", 1, OWN_NAME_MAX);
    ret_section->rows = json_int(reader, "rows", 1, ROWS_MAX);
    ret_section->seats_per_row = json_int(reader, "seatsPerRow", 1, ROW_SEATS_MAX);
    ret_section->price = json_int(reader, "price", 1, PRICE_MAX);
}

static void decode_sections(struct json_reader *show, struct new_show *ret_show)
{
    const cJSON *array = json_array(show, "sections", 1, SECTIONS_MAX);
    struct new_section *sections = arena_array(show->arena, SECTIONS_MAX, sizeof(*sections));
    const cJSON *element;
    size_t count = 0;
    int64_t rows = 0;
    int64_t seats = 0;
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader reader = json_child(show, element, "sections", count);
        decode_section(&reader, &sections[count]);
        if (!reader.err)
            refuse_same_name(&reader, sections, count);
        rows += sections[count].rows;
        seats += sections[count].rows * sections[count].seats_per_row;
        json_adopt(show, &reader);
        if (show->err)
            return;
        count++;
    }
    if (rows > SHOW_ROWS_MAX)
        json_refuse(show, "sections", "have at most 10000 rows together");
    if (seats > SHOW_SEATS_MAX)
        json_refuse(show, "sections", "have at most 100000 seats together");
    ret_show->sections = sections;
    ret_show->section_count = count;
    ret_show->seats = seats;
}

/* Its own sections go before the plan of the concert. */
static void decode_seats(struct json_reader *reader, const struct hall *hall, struct new_show *show)
{
    if (hall && !json_has(reader, "sections")) {
        show->seats = hall->seats;
        return;
    }
    decode_sections(reader, show);
}

/* Whoever mistypes the year finds out before anything is sold. */
static int64_t decode_start(struct json_reader *reader, int64_t now_ms)
{
    int64_t starts_at_ms = decode_time(reader, "startsAt");
    if (!reader->err && starts_at_ms <= now_ms)
        json_refuse(reader, "startsAt", "be a time that is still to come");
    return starts_at_ms;
}

static void decode_shows(struct json_reader *concert, int64_t now_ms,
                         struct new_concert *ret_concert)
{
    ret_concert->hall = decode_seating_plan(concert);
    const cJSON *array = json_array(concert, "shows", 1, SHOWS_MAX);
    struct new_show *shows = arena_array(concert->arena, SHOWS_MAX, sizeof(*shows));
    const cJSON *element;
    size_t count = 0;
    int64_t seats = 0;
    cJSON_ArrayForEach(element, array)
    {
        struct json_reader reader = json_child(concert, element, "shows", count);
        shows[count].starts_at_ms = decode_start(&reader, now_ms);
        decode_seats(&reader, ret_concert->hall, &shows[count]);
        seats += shows[count].seats;
        json_adopt(concert, &reader);
        if (concert->err)
            return;
        count++;
    }
    if (seats > CONCERT_SEATS_MAX)
        json_refuse(concert, "shows", "have at most 500000 seats together");
    ret_concert->shows = shows;
    ret_concert->show_count = count;
}

/* fallback: when there is none */
static const char *decode_zone(struct json_reader *reader, const char *fallback)
{
    return json_has(reader, "timeZone") ? json_string(reader, "timeZone", 1, ZONE_MAX_LENGTH)
                                        : fallback;
}

void decode_new_concert(struct json_reader *reader, const struct decode_setting *setting,
                        struct new_concert *ret_concert)
{
    *ret_concert = (struct new_concert){
        .name = json_name(reader, "name", 1, NAME_MAX_LENGTH),
        .venue = json_name(reader, "venue", 1, NAME_MAX_LENGTH),
        .time_zone = decode_zone(reader, setting->home_zone),
        .opens_at_ms = json_has(reader, "opensAt") ? decode_time(reader, "opensAt") : 0,
        .policy = policy_default(),
    };
    decode_policy(reader, &ret_concert->policy);
    if (ret_concert->policy.queueing == QUEUEING_LOTTERY && !ret_concert->opens_at_ms)
        json_refuse(reader, "opensAt", "be there for a lottery");
    decode_shows(reader, setting->now_ms, ret_concert);
}

void decode_concert_change(struct json_reader *reader, struct concert_change *ret_change)
{
    bool has_name = json_has(reader, "name");
    bool has_venue = json_has(reader, "venue");
    bool has_hour = json_has(reader, "opensAt");
    bool has_zone = json_has(reader, "timeZone");
    if (!has_name && !has_venue && !has_hour && !has_zone && !json_has(reader, "policy"))
        json_refuse(reader, "one of name, venue, timeZone, opensAt and policy", "be there");
    *ret_change = (struct concert_change){
        .name = has_name ? json_name(reader, "name", 1, NAME_MAX_LENGTH) : NULL,
        .venue = has_venue ? json_name(reader, "venue", 1, NAME_MAX_LENGTH) : NULL,
        .time_zone = decode_zone(reader, NULL),
        .opens_at_ms = has_hour ? decode_time(reader, "opensAt") : -1,
    };
#define POLICY_KEEP(member, name, fallback, min, max) ret_change->policy.member = -1;
    POLICY_TABLE(POLICY_KEEP)
#undef POLICY_KEEP
    ret_change->policy.queueing = QUEUEING_KEEP;
    decode_policy(reader, &ret_change->policy);
}
