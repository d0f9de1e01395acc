/*
 * ticket_code.h -- what a ticket's QR code says, signed by Ed25519 (RFC 8032), so that a door
 * without a network can check it with the public keys.
 *
 * A code is bytes in Base32 (RFC 4648, section 6, without padding), whose capitals and digits take
 * the least room in a QR code, and which every keyboard layout has:
 *
 *     1      001 in the upper three bits, which is the version; in the other five, how many bytes
 *            the kid has, less one
 *     1–32   the kid, in ASCII
 *     16     the ticket's id
 *     16     the show's id
 *     rest   the seat's number, in UTF-8; of one that is longer than 405 bytes "…" and the end
 *     64     the signature of all the bytes before it
 *
 * With a kid and a number of nine bytes together it has 170 characters at most.
 *
 * Up to release 0.2.0 a code was a JSON Web Signature (RFC 7515, RFC 8037) of twice that length.
 * Those stay valid. Its signing input begins with a letter, as every object in base64url does, and
 * no code of here begins with the byte of one: neither can be taken for the other.
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
#define TICKET_CODE_VERSION 1
#define TICKET_CODE_SEAT_BYTES_MAX 408

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
    int64_t starts_at_ms; /* said by the older codes alone: a show may be moved */
};

/* The code, from the arena. The same claims and key always give the same code. */
const char *ticket_code_sign(const struct ticket_keys *keys, const struct ticket_claims *claims,
                             struct arena *arena);

/* The same as a JSON Web Signature, for workers and scanners that know no other codes. */
const char *ticket_code_sign_jws(const struct ticket_keys *keys, const struct ticket_claims *claims,
                                 struct arena *arena);

/* False for anything but a code, of either form, that one of the keys signed.
 * Which ticket it is of is enough here. */
bool ticket_code_verify(const struct ticket_keys *keys, const char *code, struct arena *arena,
                        struct uuid *ret_ticket_id);

#endif
