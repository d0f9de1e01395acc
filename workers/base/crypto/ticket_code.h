/*
 * ticket_code.h -- what a ticket's QR code says: a JSON Web Signature by Ed25519 (RFC 7515, RFC
 * 8037), so that a door without a network can check it with the public keys.
 */
#ifndef USHER_BASE_CRYPTO_TICKET_CODE_H
#define USHER_BASE_CRYPTO_TICKET_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypto/ed25519.h"
#include "base/crypto/token_keys.h"
#include "base/uuid.h"

#define TICKET_CODE_ALGORITHM "EdDSA"

/* Keys can be rotated: the first signs, every one of them verifies the codes that name its kid. */
struct ticket_keys {
    size_t count;
    struct ticket_key {
        char kid[TOKEN_KID_MAX + 1];
        uint8_t seed[ED25519_SEED_SIZE];
        uint8_t public_key[ED25519_PUBLIC_SIZE];
    } keys[TOKEN_KEYS_MAX];
};

/* "kid:base64url-seed[,kid:seed…]", like the keys of tokens; each seed 32 bytes. */
bool ticket_keys_parse(const char *text, struct ticket_keys *ret_keys);

/* As little as is of use to somebody offline, for every character makes the picture finer. */
struct ticket_claims {
    struct uuid ticket_id;
    struct uuid show_id;
    const char *seat_number;
    int64_t starts_at_ms;
};

/* The code, from the arena. The same claims and key always give the same code. */
const char *ticket_code_sign(const struct ticket_keys *keys, const struct ticket_claims *claims,
                             struct arena *arena);

/* False for anything but a code that one of the keys signed.
 * Which ticket it is of is enough here. */
bool ticket_code_verify(const struct ticket_keys *keys, const char *code, struct arena *arena,
                        struct uuid *ret_ticket_id);

#endif
