/* idempotency.h -- what makes repeating a call that moves money the effect of one. */
#ifndef USHER_BASE_IDEMPOTENCY_H
#define USHER_BASE_IDEMPOTENCY_H

#include <stdint.h>

/* Scoped to the caller, kept for 24 h beside the effect, in its transaction. */
struct idempotency {
    const char *key;         /* ≤ 255 visible ASCII; NULL: the caller sent none */
    uint8_t fingerprint[32]; /* SHA-256 of method, path and body */
};

#endif
