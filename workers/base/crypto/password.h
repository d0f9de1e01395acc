/* password.h -- passwords as salted scrypt hashes (RFC 7914), by OpenSSL. */
#ifndef USHER_BASE_CRYPTO_PASSWORD_H
#define USHER_BASE_CRYPTO_PASSWORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/entropy.h"

/* "$scrypt$ln=14,r=8,p=5$salt$hash": a PHC string, but with salt and hash in base64url. */
#define PASSWORD_HASH_SIZE 128

/*
 * The same password typed on another keyboard is the same text (RFC 8265, OpaqueString): composed
 * (NFC), every kind of space as ' '. From the arena.
 */
const char *password_prepare(const char *typed, struct arena *arena);

/* Cost: N = 2^log_n, r = 8, p = 5 (with log_n 14 one of OWASP's recommended settings). */
bool password_hash(const char *password, int64_t log_n, const struct entropy *entropy,
                   char ret_hash[PASSWORD_HASH_SIZE]);

/*
 * Uses the cost that the hash names, up to 1 GiB of memory. With hash NULL (no such account) it
 * computes one of log_n all the same and answers false, so that an unknown e-mail takes as long as
 * a wrong password.
 */
bool password_verify(const char *password, const char *hash, int64_t log_n);

#endif
