/* token_keys.h -- the keys that tokens are signed with. */
#ifndef USHER_BASE_CRYPTO_TOKEN_KEYS_H
#define USHER_BASE_CRYPTO_TOKEN_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOKEN_KEYS_MAX 8
#define TOKEN_KID_MAX 32
#define TOKEN_SECRET_MIN 32
#define TOKEN_SECRET_MAX 128

/* Keys can be rotated: the first signs, every one of them verifies the tokens that name its kid. */
struct token_keys {
    size_t count;
    struct token_key {
        char kid[TOKEN_KID_MAX + 1];
        uint8_t secret[TOKEN_SECRET_MAX];
        size_t secret_length;
    } keys[TOKEN_KEYS_MAX];
};

/*
 * "kid:base64url-secret[,kid:secret…]"; no kid twice, each 1–32 of [A-Za-z0-9._-], secrets of
 * 32–128 bytes.
 */
bool token_keys_parse(const char *text, struct token_keys *ret_keys);

#endif
