/* database.c -- databases that the tests make for themselves,
 * and the program that migrates them. */
#include "sql/support/database.h"

#include <libgen.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "sql/support/test_arena.h"
#include "store/migrations.h"

#define SAID_MAX 16384

/* The numbered files of release 0.1.0, which defined functions as well. */
#define FIRST_RELEASE 30

static void give_up(const char *what, const char *why)
{
    (void)fprintf(stderr, "%s: %s\n", what, why);
    exit(EXIT_FAILURE);
}

/* Migrations say what they skip, which is no news here. */
static void ignore_notice(void *context, const char *message)
{
    (void)context;
    (void)message;
}

PGconn *connect_to(const char *url)
{
    PGconn *conn = PQconnectdb(url);
    if (PQstatus(conn) != CONNECTION_OK)
        give_up("The database cannot be reached", PQerrorMessage(conn));
    (void)PQsetNoticeProcessor(conn, ignore_notice, NULL);
    /* A test whose guard is gone may wait for itself: it fails instead. */
    PQclear(PQexec(conn, "SET statement_timeout = '30s'"));
    return conn;
}

static const char *server_url(void)
{
    const char *url = getenv("USHER_TEST_DATABASE_URL");
    if (!url)
        give_up("USHER_TEST_DATABASE_URL", "it must name a database, as its owner");
    return url;
}

/* A value in a connection string, quoted as libpq reads it. */
static const char *quoted(const char *value)
{
    char *text = arena_alloc(test_arena(), 2 * strlen(value) + 1);
    char *end = text;
    for (const char *c = value; *c; c++) {
        if (*c == '\'' || *c == '\\')
            *end++ = '\\';
        *end++ = *c;
    }
    return text;
}

const char *url_with(const char *url, const char *user, const char *database)
{
    char *problem = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &problem);
    if (!options)
        give_up(url, problem ? problem : "out of memory");
    const char *text = "";
    for (const PQconninfoOption *option = options; option->keyword; option++) {
        const char *value = option->val;
        if (user && strcmp(option->keyword, "user") == 0)
            value = user;
        if (database && strcmp(option->keyword, "dbname") == 0)
            value = database;
        if (value)
            text = arena_printf(test_arena(), "%s%s='%s' ", text, option->keyword, quoted(value));
    }
    PQconninfoFree(options);
    return text;
}

static void run_on_server(const char *statement)
{
    PGconn *conn = connect_to(server_url());
    PGresult *result = PQexec(conn, statement);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        give_up(statement, PQerrorMessage(conn));
    PQclear(result);
    PQfinish(conn);
}

const char *create_database(const char *name)
{
    run_on_server(arena_printf(test_arena(), "CREATE DATABASE %s", name));
    return url_with(server_url(), NULL, name);
}

void drop_database(const char *name)
{
    /* It waits for sessions that are about to end: others' may not be ended by force. */
    run_on_server(arena_printf(test_arena(), "DROP DATABASE IF EXISTS %s", name));
}

static void drop_it(void *name)
{
    drop_database(name);
}

const char *empty_database(const char *name)
{
    char *database = arena_printf(test_arena(), "usher_%s_test_%ld", name, (long)getpid());
    const char *url = create_database(database);
    arena_defer(test_arena(), drop_it, database);
    return url;
}

static void finish_it(void *conn)
{
    PQfinish(conn);
}

/* Its connection must be closed before the database can go, so it is deferred later. */
PGconn *open_for_test(const char *url)
{
    PGconn *conn = connect_to(url);
    arena_defer(test_arena(), finish_it, conn);
    return conn;
}

static void execute(PGconn *conn, const char *text)
{
    PGresult *result = PQexec(conn, text);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        give_up("a text could not be executed", PQerrorMessage(conn));
    PQclear(result);
}

static void apply_files(PGconn *conn, size_t from, size_t to)
{
    size_t count = 0;
    const struct migration *all = migrations(&count);
    for (size_t i = from; i < to && i < count; i++) {
        execute(conn, all[i].text);
        execute(conn,
                arena_printf(test_arena(), "INSERT INTO usher.migrations VALUES (%d, '%s', '%s')",
                             all[i].version, all[i].name, all[i].sha256));
    }
}

PGconn *first_release(const char *url)
{
    PGconn *conn = open_for_test(url);
    execute(conn, "CREATE SCHEMA usher; CREATE TABLE usher.migrations (version int CONSTRAINT"
                  " migrations_version_once PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL,"
                  " applied_at timestamptz NOT NULL DEFAULT now())");
    apply_files(conn, 0, FIRST_RELEASE);
    return conn;
}

void apply_numbered_files(PGconn *conn)
{
    apply_files(conn, FIRST_RELEASE, SIZE_MAX);
}

/* USHER_CTL, or the usherctl that was built beside this program. */
static const char *usherctl_path(void)
{
    const char *path = getenv("USHER_CTL");
    if (path)
        return path;
    char self[PATH_MAX] = "";
    if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
        give_up("/proc/self/exe", "it cannot be read");
    return arena_printf(test_arena(), "%s/usherctl", dirname(self));
}

static void become_usherctl(const char *url, char *const *words, int output)
{
    const char *path = usherctl_path();
    (void)dup2(output, STDOUT_FILENO);
    (void)dup2(output, STDERR_FILENO);
    (void)setenv("USHER_OWNER_DATABASE_URL", url, 1);
    (void)execv(path, words);
    _exit(127);
}

int run_usherctl(const char *url, char *const *words, const char **ret_said)
{
    int ends[2];
    if (pipe(ends) != 0)
        give_up("pipe", "none to be had");
    (void)fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        become_usherctl(url, words, ends[1]);
    (void)close(ends[1]);
    FILE *output = fdopen(ends[0], "r");
    if (!output)
        give_up("fdopen", "no stream to be had");
    char *said = arena_alloc(test_arena(), SAID_MAX);
    said[fread(said, 1, SAID_MAX - 1, output)] = '\0';
    (void)fclose(output);
    int status = 0;
    (void)waitpid(child, &status, 0);
    *ret_said = said;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int migrate(const char *url, const char **ret_said)
{
    return run_usherctl(url, (char *const[]){"usherctl", "migrate", NULL}, ret_said);
}
