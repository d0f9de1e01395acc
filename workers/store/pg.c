/* pg.c -- one connection to Postgres, opened when needed, with a deadline on every wait. */
#include "store/pg.h"

#include <assert.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics/metrics.h"
#include "store/pg_errors.h"
#include "store/socket_wait.h"

/* Past this many, which no program has, a statement is prepared anew each time. */
#define PREPARED_MAX 96
#define STATEMENT_NAME_SIZE 16

enum transaction { TRANSACTION_NONE, TRANSACTION_OPEN, TRANSACTION_LOST };

struct pg {
    char *url;
    int64_t timeout_ms;
    PGconn *connection; /* NULL while there is none */
    int64_t closed_until_ms;
    struct pg_call warm; /* without SQL: nothing */
    bool is_warm;        /* this connection has run it */
    enum transaction transaction;
    struct metrics *metrics; /* NULL: nobody counts */
    size_t prepared_count;
    char *prepared[PREPARED_MAX]; /* the text of statement s0, s1, … of this connection */
};

struct pg *pg_create(const char *url, int64_t timeout_ms)
{
    struct pg *pg = calloc(1, sizeof(*pg));
    char *copy = strdup(url);
    if (!pg || !copy)
        abort();
    pg->url = copy;
    pg->timeout_ms = timeout_ms;
    return pg;
}

void pg_count_in(struct pg *pg, struct metrics *metrics)
{
    pg->metrics = metrics;
}

static void disconnect(struct pg *pg)
{
    PQfinish(pg->connection);
    pg->connection = NULL;
    pg->is_warm = false;
    for (size_t i = 0; i < pg->prepared_count; i++)
        free(pg->prepared[i]);
    pg->prepared_count = 0;
    if (pg->transaction == TRANSACTION_OPEN)
        pg->transaction = TRANSACTION_LOST;
}

void pg_destroy(struct pg *pg)
{
    if (!pg)
        return;
    disconnect(pg);
    free(pg->url);
    free(pg);
}

/* For when a wait ran out: the next one would take as long. */
static void pause_calls(struct pg *pg)
{
    pg->closed_until_ms = clock_monotonic_ms() + COOLDOWN_MS;
}

static void log_notice(void *unused, const char *message)
{
    (void)unused;
    log_debug("database notice=\"%s\"", message);
}

/*
 * The server ends a statement somewhat before we stop waiting for it, so that a slow one is known
 * to be undone. What a stopped worker left open in a transaction is rolled back by the server too.
 */
static PGconn *start_connecting(const struct pg *pg)
{
    char options[256];
    (void)snprintf(options, sizeof(options),
                   "-c statement_timeout=%lld -c idle_in_transaction_session_timeout=%lld "
                   "-c timezone=UTC -c datestyle=ISO -c search_path=usher",
                   (long long)(pg->timeout_ms - pg->timeout_ms / 5),
                   (long long)(pg->timeout_ms * 2));
    const char *const names[] = {"dbname", "options", "client_encoding",
                                 "fallback_application_name", NULL};
    const char *const values[] = {pg->url, options, "UTF8", "usher", NULL};
    return PQconnectStartParams(names, values, 1);
}

static bool finish_connecting(PGconn *connection, int64_t deadline_ms)
{
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    while (status == PGRES_POLLING_READING || status == PGRES_POLLING_WRITING) {
        short event = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (!socket_wait(PQsocket(connection), event, deadline_ms))
            return false;
        status = PQconnectPoll(connection);
    }
    return status == PGRES_POLLING_OK && PQsetnonblocking(connection, 1) == 0;
}

static enum err connect_now(struct pg *pg, int64_t deadline_ms)
{
    pg->connection = start_connecting(pg);
    bool ok = PQstatus(pg->connection) != CONNECTION_BAD &&
              finish_connecting(pg->connection, deadline_ms);
    if (ok) {
        (void)PQsetNoticeProcessor(pg->connection, log_notice, NULL);
        return OK;
    }
    log_warn("database unreachable why=\"%s\"", PQerrorMessage(pg->connection));
    disconnect(pg);
    pause_calls(pg);
    return ERR_DATABASE_UNAVAILABLE;
}

/* A connection that died while idle is replaced, unless a transaction was open on it. */
static enum err connect_if_needed(struct pg *pg, int64_t deadline_ms)
{
    if (pg->connection && socket_is_quiet(PQsocket(pg->connection)))
        return OK;
    disconnect(pg);
    if (pg->transaction == TRANSACTION_LOST || clock_monotonic_ms() < pg->closed_until_ms)
        return ERR_DATABASE_UNAVAILABLE;
    return connect_now(pg, deadline_ms);
}

/* What was sent may have been done or not. */
static enum err lose_connection(struct pg *pg, const char *why)
{
    log_warn("database connection lost why=\"%s\"", why);
    disconnect(pg);
    return ERR_OUTCOME_UNKNOWN;
}

static bool send_rest(PGconn *connection, int64_t deadline_ms)
{
    int left = PQflush(connection);
    while (left == 1) {
        if (!socket_wait(PQsocket(connection), POLLIN | POLLOUT, deadline_ms) ||
            !PQconsumeInput(connection))
            return false;
        left = PQflush(connection);
    }
    return left == 0;
}

/* False when the connection was lost or the deadline came first. */
static bool next_result(PGconn *connection, int64_t deadline_ms, PGresult **ret_result)
{
    while (PQisBusy(connection)) {
        if (!socket_wait(PQsocket(connection), POLLIN, deadline_ms) || !PQconsumeInput(connection))
            return false;
    }
    *ret_result = PQgetResult(connection);
    return true;
}

static bool is_error(const PGresult *result)
{
    return PQresultStatus(result) == PGRES_FATAL_ERROR;
}

/*
 * Reads all the answers to what was sent and keeps the last, or the first that is an error: a
 * deferred constraint speaks up after the rows of the statement have arrived.
 */
static bool read_results(PGconn *connection, int64_t deadline_ms, PGresult **ret_result)
{
    PG_RESULT kept = NULL;
    for (;;) {
        PG_RESULT result = NULL;
        if (!next_result(connection, deadline_ms, &result))
            return false;
        if (!result)
            break;
        if (kept && is_error(kept))
            continue;
        pg_result_release(&kept);
        kept = result;
        result = NULL;
    }
    *ret_result = kept;
    kept = NULL;
    return true;
}

static const char *error_field(const PGresult *result, int field)
{
    const char *text = PQresultErrorField(result, field);
    return text ? text : "";
}

static enum err judge_error(struct pg *pg, const char *sql, const PGresult *result)
{
    if (pg_error_ends_connection(result))
        return lose_connection(pg, PQresultErrorMessage(result));
    const char *sqlstate = error_field(result, PG_DIAG_SQLSTATE);
    const char *message = error_field(result, PG_DIAG_MESSAGE_PRIMARY);
    enum err err = pg_error(sqlstate, error_field(result, PG_DIAG_CONSTRAINT_NAME));
    if (err == ERR_INTERNAL)
        log_error("statement failed sqlstate=%s message=\"%s\" sql=\"%.80s\"", sqlstate, message,
                  sql);
    if (err == ERR_DATABASE_UNAVAILABLE)
        log_warn("statement refused sqlstate=%s message=\"%s\" sql=\"%.80s\"", sqlstate, message,
                 sql);
    if (pg_error_is_stale(sqlstate))
        disconnect(pg);
    return err;
}

/* ERR_OUTCOME_UNKNOWN: the connection is gone, and only the server knows what became of it. */
static enum err await_answer(struct pg *pg, const char *sql, int64_t deadline_ms,
                             PGresult **ret_result)
{
    PG_RESULT result = NULL;
    if (!send_rest(pg->connection, deadline_ms) ||
        !read_results(pg->connection, deadline_ms, &result)) {
        if (PQstatus(pg->connection) != CONNECTION_OK)
            return lose_connection(pg, PQerrorMessage(pg->connection));
        pause_calls(pg);
        return lose_connection(pg, "no answer in time");
    }
    if (is_error(result))
        return judge_error(pg, sql, result);
    *ret_result = result;
    result = NULL;
    return OK;
}

static enum err prepare(struct pg *pg, const struct pg_call *call, const char *name,
                        int64_t deadline_ms)
{
    PG_RESULT result = NULL;
    if (!PQsendPrepare(pg->connection, name, call->sql, call->count, NULL))
        return lose_connection(pg, PQerrorMessage(pg->connection));
    return await_answer(pg, call->sql, deadline_ms, &result);
}

/* Parsing and planning cost more than most statements: each is prepared once a connection. */
static enum err find_or_prepare(struct pg *pg, const struct pg_call *call, int64_t deadline_ms,
                                char name[STATEMENT_NAME_SIZE])
{
    size_t number = 0;
    while (number < pg->prepared_count && strcmp(pg->prepared[number], call->sql) != 0)
        number++;
    bool is_named = number < PREPARED_MAX;
    name[0] = '\0';
    if (is_named)
        (void)snprintf(name, STATEMENT_NAME_SIZE, "s%zu", number);
    if (number < pg->prepared_count)
        return OK;
    enum err err = prepare(pg, call, name, deadline_ms);
    if (err || !is_named)
        return err;
    pg->prepared[number] = strdup(call->sql);
    if (!pg->prepared[number])
        abort();
    pg->prepared_count++;
    return OK;
}

/* A statement that is refused here will be refused to who needs it, who hears of it then. */
static enum err make_ready(struct pg *pg, int64_t deadline_ms)
{
    char name[STATEMENT_NAME_SIZE];
    PG_RESULT result = NULL;
    enum err err = connect_if_needed(pg, deadline_ms);
    if (err || pg->is_warm || !pg->warm.sql)
        return err;
    pg->is_warm = true;
    if (find_or_prepare(pg, &pg->warm, deadline_ms, name) == OK &&
        PQsendQueryPrepared(pg->connection, name, pg->warm.count, pg->warm.values, NULL, NULL, 0))
        (void)await_answer(pg, pg->warm.sql, deadline_ms, &result);
    return pg->connection ? OK : ERR_DATABASE_UNAVAILABLE;
}

static enum err run_uncounted(struct pg *pg, const struct pg_call *call, int64_t deadline_ms,
                              PGresult **ret_result)
{
    char name[STATEMENT_NAME_SIZE];
    enum err err = make_ready(pg, deadline_ms);
    if (!err)
        err = find_or_prepare(pg, call, deadline_ms, name);
    if (err) /* nothing but the preparation was sent */
        return err == ERR_OUTCOME_UNKNOWN ? ERR_DATABASE_UNAVAILABLE : err;
    if (!PQsendQueryPrepared(pg->connection, name, call->count, call->values, NULL, NULL, 0))
        return lose_connection(pg, PQerrorMessage(pg->connection));
    return await_answer(pg, call->sql, deadline_ms, ret_result);
}

static enum err run(struct pg *pg, const struct pg_call *call, int64_t deadline_ms,
                    PGresult **ret_result)
{
    int64_t began_us = clock_monotonic_us();
    enum err err = run_uncounted(pg, call, deadline_ms, ret_result);
    struct metric_series series = {METRIC_STORE_TIME, STORE_POSTGRES, metric_outcome_of(err)};
    metrics_time(pg->metrics, series, clock_monotonic_us() - began_us);
    return err;
}

/* Lost, but not by waiting in vain: a fresh connection may answer at once. */
static bool may_repeat(const struct pg *pg)
{
    return !pg->connection && pg->transaction == TRANSACTION_NONE &&
           clock_monotonic_ms() >= pg->closed_until_ms;
}

enum err pg_read(struct pg *pg, const struct pg_call *call, PGresult **ret_result)
{
    int64_t deadline_ms = clock_monotonic_ms() + pg->timeout_ms;
    enum err err = run(pg, call, deadline_ms, ret_result);
    if (err && may_repeat(pg))
        err = run(pg, call, deadline_ms, ret_result);
    return err == ERR_OUTCOME_UNKNOWN ? ERR_DATABASE_UNAVAILABLE : err;
}

/* What is lost inside a transaction was never committed, so its outcome is known. */
static enum err settle(const struct pg *pg, enum err err)
{
    bool is_undone = err == ERR_OUTCOME_UNKNOWN && pg->transaction != TRANSACTION_NONE;
    return is_undone ? ERR_DATABASE_UNAVAILABLE : err;
}

enum err pg_write(struct pg *pg, const struct pg_call *call, PGresult **ret_result)
{
    return settle(pg, run(pg, call, clock_monotonic_ms() + pg->timeout_ms, ret_result));
}

void pg_warm(struct pg *pg, const struct pg_call *call)
{
    pg->warm = *call;
    (void)make_ready(pg, clock_monotonic_ms() + pg->timeout_ms);
}

enum err pg_begin(struct pg *pg)
{
    assert(pg->transaction == TRANSACTION_NONE);
    PG_RESULT result = NULL;
    struct pg_call begin = pg_call("BEGIN", NULL);
    enum err err = pg_read(pg, &begin, &result);
    if (!err)
        pg->transaction = TRANSACTION_OPEN;
    return err;
}

enum err pg_commit(struct pg *pg)
{
    assert(pg->transaction != TRANSACTION_NONE);
    /* COMMIT of a failed transaction rolls back and reports success. */
    if (pg->connection && PQtransactionStatus(pg->connection) != PQTRANS_INTRANS) {
        log_error("commit of a failed transaction");
        pg_rollback(pg);
        return ERR_INTERNAL;
    }
    PG_RESULT result = NULL;
    struct pg_call commit = pg_call("COMMIT", NULL);
    enum err err = run(pg, &commit, clock_monotonic_ms() + pg->timeout_ms, &result);
    pg->transaction = TRANSACTION_NONE;
    return err;
}

void pg_rollback(struct pg *pg)
{
    PG_RESULT result = NULL;
    struct pg_call rollback = pg_call("ROLLBACK", NULL);
    int64_t deadline_ms = clock_monotonic_ms() + pg->timeout_ms;
    if (pg->transaction == TRANSACTION_OPEN && run(pg, &rollback, deadline_ms, &result))
        disconnect(pg);
    pg->transaction = TRANSACTION_NONE;
}

enum err pg_execute(struct pg *pg, const char *sql, struct arena *arena, const char **ret_message)
{
    PG_RESULT result = NULL;
    int64_t deadline_ms = clock_monotonic_ms() + pg->timeout_ms;
    enum err err = connect_if_needed(pg, deadline_ms);
    if (!err && !PQsendQuery(pg->connection, sql))
        err = lose_connection(pg, PQerrorMessage(pg->connection));
    else if (!err)
        err = await_answer(pg, sql, deadline_ms, &result);
    if (err)
        *ret_message = arena_strdup(arena, pg->connection ? PQerrorMessage(pg->connection)
                                                          : "the connection was lost");
    return settle(pg, err);
}
