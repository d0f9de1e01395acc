/* migrate.c -- brings the database's schema up to this program's. */
#include "usherctl/migrate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

static int apply_all(struct migrator *migrator)
{
    size_t count = 0;
    const struct migration *all = migrations(&count);
    enum err err = make_table(migrator);
    if (err)
        return ctl_stop(CTL_FAILED, "The migrations cannot begin: %s",
                        migrator->problem ? migrator->problem : err_sentence(err));
    for (size_t i = 0; i < count; i++) {
        err = apply(migrator, &all[i]);
        if (err)
            return ctl_stop(CTL_FAILED, "Migration %s failed: %s", all[i].name,
                            migrator->problem ? migrator->problem : err_sentence(err));
    }
    (void)printf("the schema is at version %d\n", all[count - 1].version);
    return CTL_OK;
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
    pg_destroy(migrator.pg);
    return code;
}
