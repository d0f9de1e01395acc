/* webhook_signature.h -- the signature of a webhook,
 * as the Standard Webhooks specification has it. */
#ifndef USHER_BASE_CRYPTO_WEBHOOK_SIGNATURE_H
#define USHER_BASE_CRYPTO_WEBHOOK_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* The specification's range. */
#define WEBHOOK_SECRET_MIN 24
#define WEBHOOK_SECRET_MAX 64
#define WEBHOOK_SECRETS_MAX 4
#define WEBHOOK_ID_MAX 255

/* How far the sender's clock may be from ours;
 * what is older may have been recorded and replayed. */
#define WEBHOOK_TOLERANCE_SECONDS 300

/* Any of them may have signed, so that secrets can be rotated. */
struct webhook_secrets {
    size_t count;
    struct webhook_secret {
        uint8_t bytes[WEBHOOK_SECRET_MAX + 2]; /* base64 is decoded in threes */
        size_t length;
    } secrets[WEBHOOK_SECRETS_MAX];
};

/* "whsec_base64[,whsec_base64 …]", parted by commas or blanks; false for anything else. */
bool webhook_secrets_parse(const char *text, struct webhook_secrets *ret_secrets);

/* What came: three headers (NULL: left out) and the body as it was sent,
 * a JSON text without NUL. */
struct webhook_message {
    const char *id;        /* 1 to WEBHOOK_ID_MAX visible ASCII characters */
    const char *timestamp; /* seconds since 1970 */
    const char *signature; /* "v1,base64 v1,base64 …"; other versions are passed over */
    const char *body;
    size_t body_length;
};

/* One of the secrets has signed it, within WEBHOOK_TOLERANCE_SECONDS of now. */
bool webhook_is_genuine(const struct webhook_secrets *secrets,
                        const struct webhook_message *message, int64_t now_ms, struct arena *arena);

#endif
