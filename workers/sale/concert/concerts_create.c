/* concerts_create.c -- a new concert with its shows, sections and seats, all in one transaction. */
#include "sale/concert/concerts_create.h"

#include "base/json/json_build.h"
#include "sale/plan/hall_json.h"
#include "store/pg.h"

#define SEATS_A_STEP 5000

static enum err create_head(struct context *context, const struct new_concert *concert,
                            struct uuid *ret_concert_id)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT usher.make_concert($1::text, $2::text, $3::text, $4::timestamptz, $5::int,"
                " $6::int, $7::int, $8::int, $9::int, $10::int, $11::int, $12::int, $13::int,"
                " $14::text)",
                context->arena);
    pg_text(&call, concert->name);
    pg_text(&call, concert->venue);
    pg_text(&call, concert->time_zone);
    if (concert->opens_at_ms)
        pg_time(&call, concert->opens_at_ms);
    else
        pg_text(&call, NULL);
#define POLICY_PARAM(member, name, fallback, min, max) pg_int(&call, concert->policy.member);
    POLICY_TABLE(POLICY_PARAM)
#undef POLICY_PARAM
    pg_text(&call, queueing_name(concert->policy.queueing));
    enum err err = pg_write(context->pg, &call, &result);
    if (!err)
        *ret_concert_id = pg_get_uuid(result, 0, 0);
    return err;
}

/* The sections as usher.create_show takes them. */
static const char *sections_json(struct arena *arena, const struct new_show *show)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < show->section_count; i++) {
        cJSON *section = json_object();
        json_add_string(section, "name", show->sections[i].name);
        json_add_int(section, "rows", show->sections[i].rows);
        json_add_int(section, "seatsPerRow", show->sections[i].seats_per_row);
        json_add_int(section, "price", show->sections[i].price);
        json_append(list, section);
    }
    const char *text = json_print(list, arena);
    cJSON_Delete(list);
    return text;
}

/* hall: the JSON of the concert's. */
static enum err create_rows(struct context *context, const struct uuid *concert_id,
                            const struct new_show *show, const char *hall, struct uuid *ret_show_id)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call(
        show->sections
            ? "SELECT show_id FROM usher.create_show_rows($1::uuid, $2::timestamptz, $3::jsonb)"
            : "SELECT show_id FROM usher.create_plan_show($1::uuid, $2::timestamptz, $3::jsonb)",
        context->arena);
    pg_uuid(&call, concert_id);
    pg_time(&call, show->starts_at_ms);
    pg_text(&call, show->sections ? sections_json(context->arena, show) : hall);
    enum err err = pg_write(context->pg, &call, &result);
    if (!err)
        *ret_show_id = pg_get_uuid(result, 0, 0);
    return err;
}

static enum err create_seats(struct context *context, const struct uuid *show_id, int64_t first,
                             int64_t last)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT usher.create_seats($1::uuid, $2::int, $3::int)", context->arena);
    pg_uuid(&call, show_id);
    pg_int(&call, first);
    pg_int(&call, last);
    return pg_write(context->pg, &call, &result);
}

/* In steps, each of which ends well within the time that a statement has. */
static enum err create_show(struct context *context, const struct uuid *concert_id,
                            const struct new_show *show, const char *hall, struct uuid *ret_show_id)
{
    enum err err = create_rows(context, concert_id, show, hall, ret_show_id);
    for (int64_t seat = 1; seat <= show->seats && !err; seat += SEATS_A_STEP)
        err = create_seats(context, ret_show_id, seat, seat + SEATS_A_STEP - 1);
    return err;
}

enum err concerts_create(struct context *context, const struct new_concert *concert,
                         struct uuid *ret_concert_id, const struct uuid **ret_show_ids)
{
    struct uuid concert_id;
    struct uuid *show_ids = arena_array(context->arena, concert->show_count + 1, sizeof(*show_ids));
    const char *hall = concert->hall ? hall_json(concert->hall, context->arena) : NULL;
    enum err err = pg_begin(context->pg);
    if (err)
        return err;
    err = create_head(context, concert, &concert_id);
    for (size_t i = 0; i < concert->show_count && !err; i++)
        err = create_show(context, &concert_id, &concert->shows[i], hall, &show_ids[i]);
    if (err) {
        pg_rollback(context->pg);
        return err == ERR_OUTCOME_UNKNOWN ? ERR_DATABASE_UNAVAILABLE : err;
    }
    err = pg_commit(context->pg);
    if (err)
        return err;
    *ret_concert_id = concert_id;
    *ret_show_ids = show_ids;
    return OK;
}
