/* ended_sessions.h -- which sessions were ended, for the calls that never ask Postgres. */
#ifndef USHER_SALE_ACCOUNT_ENDED_SESSIONS_H
#define USHER_SALE_ACCOUNT_ENDED_SESSIONS_H

#include "base/context.h"
#include "base/err.h"
#include "base/uuid.h"

/*
 * Notes in Redis that a session was ended, for as long as a queue token of it may last. Postgres
 * has it for good; a delivery of the kind ended_session brings it here when this fails, and after a
 * loss of Redis.
 */
MUST_CHECK enum err ended_sessions_note(struct context *context, const struct uuid *family_id);

/*
 * ERR_INVALID_TOKEN when that session was ended; OK for the empty id, of a token that a release
 * without sessions in queue tokens has signed. ERR_REDIS_UNAVAILABLE.
 */
MUST_CHECK enum err ended_sessions_check(struct context *context, const struct uuid *family_id);

#endif
