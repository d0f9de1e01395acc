/* sha256.h -- SHA-256 and its HMAC for very many short inputs, and hashes as text. */
#ifndef USHER_BASE_CRYPTO_SHA256_H
#define USHER_BASE_CRYPTO_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32
struct sha256 {
    uint8_t bytes[SHA256_SIZE];
};

/* The state that OpenSSL needs: looking its algorithms up costs more than a short hash does. */
struct hasher;
struct hasher *hasher_create(void);         /* never NULL */
void hasher_destroy(struct hasher *hasher); /* NULL is fine */

struct span {
    const void *bytes;
    size_t count;
};

/* The hash of the parts, one behind the other. */
struct sha256 hasher_sha256(struct hasher *hasher, const struct span *parts, size_t count);

/* HMAC (RFC 2104) with the key that was set last; a key must have been set. */
void hasher_set_key(struct hasher *hasher, struct span key);
struct sha256 hasher_hmac(struct hasher *hasher, struct span message);

/* Lower-case hexadecimal with its terminating zero. */
#define SHA256_HEX_SIZE (2 * SHA256_SIZE + 1)
void sha256_format(const struct sha256 *hash, char ret_text[SHA256_HEX_SIZE]);
bool sha256_parse(const char *text, struct sha256 *ret_hash); /* 64 digits, lower case or upper */

/* Like memcmp: the order of the bytes. */
int sha256_compare(const struct sha256 *a, const struct sha256 *b);

#endif
