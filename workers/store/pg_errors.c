/* pg_errors.c -- what Postgres refuses, as an error of ours. */
#include "store/pg_errors.h"

#include <stddef.h>
#include <string.h>

/* A rule that a caller can break without a mistake of ours:
 * the constraint and what it tells them. */
static const struct {
    const char *constraint;
    enum err err;
} by_constraint[] = {
    {"users_email_once", ERR_EMAIL_IN_USE},
    {"sales_seat_once", ERR_SEAT_TAKEN},
    {"sales_reservation_once", ERR_NOT_FOUND}, /* another buyer's, who was faster */
    {"sales_seat_exists", ERR_NOT_FOUND},
    {"shows_concert_exists", ERR_NOT_FOUND},
    {"wallets_user_exists", ERR_INVALID_TOKEN}, /* the caller's own: a token of nobody */
    {"wallets_balance_limit", ERR_BALANCE_LIMIT},
    {"wallets_balance_not_negative", ERR_NOT_ENOUGH_POINTS},
    {"checkins_staff_exists", ERR_FORBIDDEN},
    {"shows_not_called_off", ERR_CONCERT_CLOSED},
    {"uses_an_hour", ERR_TOO_MANY_REQUESTS},
    {"concerts_queueing_kept", ERR_STATE_CONFLICT},
    {"concerts_lobby_closed", ERR_STATE_CONFLICT},
    {"concerts_time_zone_known", ERR_INVALID_MEMBER},
    {"checkin_undos_staff_exists", ERR_FORBIDDEN},
};

/*
 * SQLSTATEs that come and go by themselves (appendix A of the Postgres manual), whole or by class:
 * the connection (08), resources (53), operator and shutdown (57), rollback (40), a lock not
 * available (55P03), a read-only standby (25006), an idle transaction ended (25P03), a stale
 * statement (0A000, 26000).
 */
static const char *const passing[] = {"08",    "53",    "57",    "58",    "40",
                                      "55P03", "25006", "25P03", "0A000", "26000"};

enum err pg_error(const char *sqlstate, const char *constraint)
{
    for (size_t i = 0; i < sizeof(by_constraint) / sizeof(by_constraint[0]); i++) {
        if (strcmp(constraint, by_constraint[i].constraint) == 0)
            return by_constraint[i].err;
    }
    for (size_t i = 0; i < sizeof(passing) / sizeof(passing[0]); i++) {
        if (strncmp(sqlstate, passing[i], strlen(passing[i])) == 0)
            return ERR_DATABASE_UNAVAILABLE;
    }
    return ERR_INTERNAL;
}

bool pg_error_ends_connection(const PGresult *result)
{
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return !severity || strcmp(severity, "ERROR") != 0;
}

bool pg_error_is_stale(const char *sqlstate)
{
    return strcmp(sqlstate, "0A000") == 0 || strcmp(sqlstate, "26000") == 0;
}
