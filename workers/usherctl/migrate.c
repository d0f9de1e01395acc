/* migrate.c -- brings the database's schema and functions up to this program's. */
#include "usherctl/migrate.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/version.h"
#include "store/migrations.h"
#include "store/pg.h"
#include "usherctl/command.h"

/* A migration of a large table takes its time. */
#define MIGRATION_TIMEOUT_MS (10 * 60 * 1000)

/* An arbitrary number that nothing else takes an advisory lock by. */
#define MIGRATION_LOCK 7310852

#define MAKE_TABLE                                                \
    "CREATE SCHEMA IF NOT EXISTS usher;"                          \
    "CREATE TABLE IF NOT EXISTS usher.migrations ("               \
    "version int CONSTRAINT migrations_version_once PRIMARY KEY," \
    "name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"

struct migrator {
    struct pg *pg;
    struct arena *arena;
    const char *problem; /* a sentence about the step that failed */
};

static enum err refuse(struct migrator *migrator, const char *problem)
{
    migrator->problem = problem;
    return ERR_STATE_CONFLICT;
}

/* A second usherctl waits here until the first one has committed, and then finds its work done. */
static enum err begin_alone(struct migrator *migrator)
{
    PG_RESULT result = NULL;
    enum err err = pg_begin(migrator->pg);
    if (err)
        return err;
    struct pg_call lock = pg_call("SELECT pg_advisory_xact_lock($1::bigint)", migrator->arena);
    pg_int(&lock, MIGRATION_LOCK);
    return pg_write(migrator->pg, &lock, &result);
}

static enum err execute(struct migrator *migrator, const char *sql)
{
    return pg_execute(migrator->pg, sql, migrator->arena, &migrator->problem);
}

static enum err make_table(struct migrator *migrator)
{
    enum err err = begin_alone(migrator);
    if (!err)
        err = execute(migrator, MAKE_TABLE);
    if (!err)
        return pg_commit(migrator->pg);
    pg_rollback(migrator->pg);
    return err;
}

/* A migration that was edited after it had been applied would leave databases that differ. */
static enum err was_applied(struct migrator *migrator, const struct migration *migration,
                            bool *ret_applied)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT sha256 FROM usher.migrations WHERE version = $1::int", migrator->arena);
    pg_int(&call, migration->version);
    enum err err = pg_read(migrator->pg, &call, &result);
    if (err)
        return err;
    *ret_applied = pg_rows(result) > 0;
    if (*ret_applied && strcmp(pg_get_text(result, 0, 0, migrator->arena), migration->sha256) != 0)
        return refuse(migrator, "It was applied before and has been edited since.");
    return OK;
}

static enum err record(struct migrator *migrator, const struct migration *migration)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("INSERT INTO usher.migrations (version, name, sha256)"
                                  " VALUES ($1::int, $2, $3)",
                                  migrator->arena);
    pg_int(&call, migration->version);
    pg_text(&call, migration->name);
    pg_text(&call, migration->sha256);
    return pg_write(migrator->pg, &call, &result);
}

static enum err apply_inside(struct migrator *migrator, const struct migration *migration,
                             bool *ret_applied)
{
    enum err err = begin_alone(migrator);
    if (!err)
        err = was_applied(migrator, migration, ret_applied);
    if (err || *ret_applied)
        return err;
    err = execute(migrator, migration->text);
    return err ? err : record(migrator, migration);
}

/* One migration, in one transaction of its own. */
static enum err apply(struct migrator *migrator, const struct migration *migration)
{
    bool applied = false;
    enum err err = apply_inside(migrator, migration, &applied);
    if (err || applied) {
        pg_rollback(migrator->pg);
        return err;
    }
    err = pg_commit(migrator->pg);
    if (!err)
        (void)printf("applied %s\n", migration->name);
    return err;
}

/*
 * Whether a newer release has been at work here. Its functions stay: an old program that comes back
 * beside new ones must not take from them what they call.
 */
static enum err is_newer(struct migrator *migrator, int version, bool *ret_newer)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT EXISTS (SELECT FROM usher.migrations WHERE version > $1::int)"
                " OR EXISTS (SELECT FROM usher.applied_functions WHERE"
                " string_to_array(release, '.')::int[] > string_to_array($2, '.')::int[])",
                migrator->arena);
    pg_int(&call, version);
    pg_text(&call, usher_version());
    enum err err = pg_read(migrator->pg, &call, &result);
    if (!err)
        *ret_newer = pg_get_bool(result, 0, 0);
    return err;
}

static enum err is_changed(struct migrator *migrator, const struct sql_function *function,
                           bool *ret_changed)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call(
        "SELECT FROM usher.applied_functions WHERE name = $1 AND sha256 = $2", migrator->arena);
    pg_text(&call, function->name);
    pg_text(&call, function->sha256);
    enum err err = pg_read(migrator->pg, &call, &result);
    if (!err)
        *ret_changed = pg_rows(result) == 0;
    return err;
}

static enum err record_function(struct migrator *migrator, const struct sql_function *function)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("INSERT INTO usher.applied_functions (name, sha256, release) VALUES ($1, $2, $3)"
                " ON CONFLICT ON CONSTRAINT applied_functions_name_once DO UPDATE"
                " SET sha256 = excluded.sha256, release = excluded.release, applied_at = now()",
                migrator->arena);
    pg_text(&call, function->name);
    pg_text(&call, function->sha256);
    pg_text(&call, usher_version());
    return pg_write(migrator->pg, &call, &result);
}

/* The functions of this program, and which of them the database does not have in this text. */
struct function_list {
    const struct sql_function *all;
    size_t count;
    bool *changed;
    const struct sql_function *failed; /* the one that an error is about, or NULL */
};

static enum err find_changed(struct migrator *migrator, struct function_list *list)
{
    enum err err = OK;
    list->changed = arena_alloc(migrator->arena, list->count * sizeof(*list->changed));
    for (size_t i = 0; i < list->count && !err; i++)
        err = is_changed(migrator, &list->all[i], &list->changed[i]);
    return err;
}

static enum err define_changed(struct migrator *migrator, struct function_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        enum err err = OK;
        if (list->changed[i])
            err = execute(migrator, list->all[i].text);
        if (!err && list->changed[i])
            err = record_function(migrator, &list->all[i]);
        if (err) {
            list->failed = &list->all[i];
            return err;
        }
    }
    return OK;
}

static bool has_file(const struct function_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->all[i].name, name) == 0)
            return true;
    }
    return false;
}

/* A file that is gone takes no function with it: a migration drops it, and its row. */
static enum err check_files(struct migrator *migrator, const struct function_list *list)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT name FROM usher.applied_functions ORDER BY name", migrator->arena);
    enum err err = pg_read(migrator->pg, &call, &result);
    for (int i = 0; !err && i < pg_rows(result); i++) {
        const char *name = pg_get_text(result, i, 0, migrator->arena);
        if (!has_file(list, name))
            return refuse(
                migrator,
                arena_printf(migrator->arena, "%s has no file, and no migration drops it.", name));
    }
    return err;
}

/* Arguments that were changed make a second function, and the first one stays without a file. */
static enum err check_signatures(struct migrator *migrator)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT proname FROM pg_proc WHERE pronamespace = 'usher'::regnamespace"
                " GROUP BY proname HAVING count(*) > 1 ORDER BY proname",
                migrator->arena);
    enum err err = pg_read(migrator->pg, &call, &result);
    if (err || pg_rows(result) == 0)
        return err;
    return refuse(migrator, arena_printf(migrator->arena,
                                         "there are two functions %s: one with other arguments"
                                         " needs another name.",
                                         pg_get_text(result, 0, 0, migrator->arena)));
}

/*
 * Twice: a body may name a function that comes after it, so bodies are looked at when all functions
 * are there.
 */
static enum err define_functions(struct migrator *migrator, struct function_list *list)
{
    enum err err = find_changed(migrator, list);
    if (!err)
        err = execute(migrator, "SET LOCAL check_function_bodies = off");
    if (!err)
        err = define_changed(migrator, list);
    if (!err)
        err = execute(migrator, "SET LOCAL check_function_bodies = on");
    if (!err)
        err = define_changed(migrator, list);
    if (!err)
        err = check_files(migrator, list);
    return err ? err : check_signatures(migrator);
}

/* All that have changed, in one transaction: no call ever meets some of them. */
static enum err apply_functions(struct migrator *migrator, struct function_list *list, int version,
                                bool *ret_newer)
{
    enum err err = begin_alone(migrator);
    if (!err)
        err = is_newer(migrator, version, ret_newer);
    if (!err && !*ret_newer)
        err = define_functions(migrator, list);
    if (err || *ret_newer) {
        pg_rollback(migrator->pg);
        return err;
    }
    return pg_commit(migrator->pg);
}

static void print_changed(const struct function_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->changed[i])
            (void)printf("applied %s\n", list->all[i].path);
    }
}

static const char *problem_of(const struct migrator *migrator, enum err err)
{
    return migrator->problem ? migrator->problem : err_sentence(err);
}

static int apply_all_functions(struct migrator *migrator, int version)
{
    bool newer = false;
    struct function_list list = {0};
    list.all = sql_functions(&list.count);
    enum err err = apply_functions(migrator, &list, version, &newer);
    if (err && list.failed)
        return ctl_stop(CTL_FAILED, "%s failed: %s", list.failed->path, problem_of(migrator, err));
    if (err)
        return ctl_stop(CTL_FAILED, "The functions failed: %s", problem_of(migrator, err));
    if (newer)
        (void)printf("the functions are of a release after %s and stay as they are\n",
                     usher_version());
    else
        print_changed(&list);
    return CTL_OK;
}

static int apply_all(struct migrator *migrator)
{
    size_t count = 0;
    const struct migration *all = migrations(&count);
    enum err err = make_table(migrator);
    if (err)
        return ctl_stop(CTL_FAILED, "The migrations cannot begin: %s", problem_of(migrator, err));
    for (size_t i = 0; i < count; i++) {
        err = apply(migrator, &all[i]);
        if (err)
            return ctl_stop(CTL_FAILED, "Migration %s failed: %s", all[i].name,
                            problem_of(migrator, err));
    }
    int version = all[count - 1].version;
    int code = apply_all_functions(migrator, version);
    if (code == CTL_OK)
        (void)printf("the schema is at version %d\n", version);
    return code;
}

/* The programs ask Postgres for hours of this zone: it must be known before they start. */
static int check_home_zone(struct migrator *migrator, const char *zone)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT usher.check_time_zone($1::text)", migrator->arena);
    pg_text(&call, zone);
    enum err err = pg_read(migrator->pg, &call, &result);
    if (err == ERR_INVALID_MEMBER)
        return ctl_stop(CTL_FAILED,
                        "USHER_TIME_ZONE must be a time zone of the IANA database that Postgres "
                        "knows, such as Asia/Seoul.");
    return err ? ctl_stop(CTL_FAILED, "The time zone cannot be checked: %s", err_sentence(err))
               : CTL_OK;
}

int ctl_migrate(struct context *context, int count, char **words)
{
    if (count > 0)
        return ctl_stop(CTL_USAGE, "migrate takes no arguments, and '%s' is one.", words[0]);
    struct migrator migrator = {
        .pg = pg_create(context->config->owner_database_url, MIGRATION_TIMEOUT_MS),
        .arena = context->arena,
    };
    int code = apply_all(&migrator);
    if (code == CTL_OK)
        code = check_home_zone(&migrator, context->config->time_zone);
    pg_destroy(migrator.pg);
    return code;
}
