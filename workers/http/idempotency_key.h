/* idempotency_key.h -- the Idempotency-Key header and what it stands for. */
#ifndef USHER_HTTP_IDEMPOTENCY_KEY_H
#define USHER_HTTP_IDEMPOTENCY_KEY_H

#include "base/idempotency.h"
#include "http/request.h"

/*
 * The Idempotency-Key header, with the fingerprint of method, path and body (SHA-256). key is NULL
 * when the header is absent; ERR_INVALID_HEADER when it is empty, longer than 255 or not visible
 * ASCII.
 */
MUST_CHECK enum err request_idempotency(const struct request *request,
                                        struct idempotency *ret_idempotency);

#endif
