/* problem.h -- refusals that several handlers share. */
#ifndef USHER_API_PROBLEM_H
#define USHER_API_PROBLEM_H

#include "base/json/json_read.h"
#include "http/query.h"
#include "http/request.h"
#include "http/response.h"
#include "sale/seats/hold_refusal.h"

/* OK, or the reader's refusal with its sentence. */
MUST_CHECK enum err body_outcome(struct response *response, const struct json_reader *reader);
MUST_CHECK enum err query_outcome(struct response *response, const struct query_reader *reader);

/* ERR_FORBIDDEN when the caller came with the queue token of another concert than this one. */
MUST_CHECK enum err require_own_concert(const struct request *request, struct response *response,
                                        const struct uuid *concert_id);

/* Gives err back; when the caller did it too often within the hour, Retry-After says until when. */
MUST_CHECK enum err refuse_use(const struct request *request, struct response *response,
                               enum err err, const char *what);

/* Gives err back, with what the refusal says of it: queuePosition, seatIds or limit. */
MUST_CHECK enum err refuse_hold(struct response *response, enum err err,
                                const struct hold_refusal *refusal);

#endif
