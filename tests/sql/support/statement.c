/* statement.c -- a statement sent to Postgres and its answer as one text. */
#include "sql/support/statement.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "sql/support/connections.h"
#include "sql/support/test_arena.h"

#define PARAMS_MAX 32
#define WAIT_STEP_NS 5000000
#define WAIT_STEPS 6000

void check_texts(const char *actual, const char *expected, unsigned line, const char *file)
{
    const char *said = arena_printf(test_arena(), "got '%s', expected '%s'", actual, expected);
    CU_assertImplementation(strcmp(actual, expected) == 0, line, said, file, "", 0);
}

void sql_send_it(PGconn *conn, const char *const *statement)
{
    int count = 0;
    while (count < PARAMS_MAX && statement[count + 1])
        count++;
    if (!PQsendQueryParams(conn, statement[0], count, NULL, &statement[1], NULL, NULL, 0))
        CU_FAIL("a statement could not be sent");
}

static const char *error_text(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *constraint = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
    return arena_printf(test_arena(), "!%s%s%s", state ? state : "connection",
                        constraint ? " " : "", constraint ? constraint : "");
}

static const char *rows_text(const PGresult *result)
{
    int columns = PQnfields(result);
    const char *text = "";
    for (int i = 0; i < PQntuples(result) * columns; i++) {
        const char *before = i == 0 ? "" : i % columns == 0 ? "\n" : "|";
        text = arena_printf(test_arena(), "%s%s%s", text, before,
                            PQgetvalue(result, i / columns, i % columns));
    }
    return text;
}

const char *sql_answer(PGconn *conn)
{
    const char *text = "!connection";
    for (PGresult *result; (result = PQgetResult(conn)) != NULL; PQclear(result)) {
        ExecStatusType status = PQresultStatus(result);
        bool fine = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        text = fine ? rows_text(result) : error_text(result);
    }
    return text;
}

const char *sql_run(PGconn *conn, const char *const *statement)
{
    sql_send_it(conn, statement);
    return sql_answer(conn);
}

bool sql_waits(PGconn *conn)
{
    const char *pid = arena_printf(test_arena(), "%d", PQbackendPID(conn));
    for (int i = 0; i < WAIT_STEPS; i++) {
        const char *on = sql(as_owner(), "SELECT cardinality(pg_blocking_pids($1::int)) > 0", pid);
        if (strcmp(on, "t") == 0)
            return true;
        (void)nanosleep(&(struct timespec){.tv_nsec = WAIT_STEP_NS}, NULL);
    }
    return false;
}
