/* password.c -- scrypt with its cost and salt stored beside the hash. */
#include "base/crypto/password.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/log.h"
#include "base/text/base64url.h"
#include "base/text/text.h"

#define SALT_BYTES 16
#define HASH_BYTES 32
#define BYTES_MAX 64 /* of a salt or a hash that was stored, by whatever version */
#define HASH_BYTES_MIN 16
#define MEMORY_MAX (INT64_C(1) << 30)
#define BLOCK_SIZE 8
#define PARALLELISM 5

struct scrypt {
    int64_t log_n, r, p;
    uint8_t salt[BYTES_MAX], hash[BYTES_MAX];
    size_t salt_length, hash_length;
};

/* OpenSSL refuses to use more than it is told: 128 r (N + 2) bytes to mix in and 128 r p for the
 * lanes. */
static bool compute(const struct scrypt *scrypt, const char *password, uint8_t *ret_hash)
{
    uint64_t n = UINT64_C(1) << scrypt->log_n;
    uint64_t r = (uint64_t)scrypt->r, p = (uint64_t)scrypt->p;
    uint64_t memory = 128 * r * (n + 2 + p);
    return EVP_PBE_scrypt(password, strlen(password), scrypt->salt, scrypt->salt_length, n, r, p,
                          memory, ret_hash, scrypt->hash_length) == 1;
}

static struct scrypt scrypt_of(int64_t log_n)
{
    return (struct scrypt){.log_n = log_n,
                           .r = BLOCK_SIZE,
                           .p = PARALLELISM,
                           .salt_length = SALT_BYTES,
                           .hash_length = HASH_BYTES};
}

/* Kept as it is where the library has no memory. */
const char *password_prepare(const char *typed, struct arena *arena)
{
    utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)typed);
    char *prepared = arena_strdup(arena, composed ? (const char *)composed : typed);
    free(composed);
    utf8proc_int32_t point;
    char *end = prepared;
    for (const char *at = prepared; *at;) {
        utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &point);
        if (length < 1)
            return typed;
        if (utf8proc_category(point) == UTF8PROC_CATEGORY_ZS)
            *end++ = ' ';
        else
            for (utf8proc_ssize_t i = 0; i < length; i++)
                *end++ = at[i];
        at += length;
    }
    *end = '\0';
    return prepared;
}

bool password_hash(const char *password, int64_t log_n, const struct entropy *entropy,
                   char ret_hash[PASSWORD_HASH_SIZE])
{
    struct scrypt scrypt = scrypt_of(log_n);
    entropy->fill(scrypt.salt, SALT_BYTES);
    if (!compute(&scrypt, password, scrypt.hash)) {
        log_error("scrypt failed log_n=%lld", (long long)log_n);
        return false;
    }
    char salt[BASE64URL_SIZE(SALT_BYTES)], hash[BASE64URL_SIZE(HASH_BYTES)];
    base64url_encode(scrypt.salt, SALT_BYTES, salt);
    base64url_encode(scrypt.hash, HASH_BYTES, hash);
    (void)snprintf(ret_hash, PASSWORD_HASH_SIZE, "$scrypt$ln=%lld,r=%d,p=%d$%s$%s",
                   (long long)log_n, BLOCK_SIZE, PARALLELISM, salt, hash);
    return true;
}

/* Moves *at past `name`, a number from 1 to max and the character `stop`. */
static bool read_parameter(const char **at, const char *name, char stop, int64_t max,
                           int64_t *ret_value)
{
    size_t length = strlen(name);
    if (strncmp(*at, name, length) != 0)
        return false;
    const char *number = *at + length;
    const char *end = strchr(number, stop);
    char digits[8] = {0};
    if (!end || (size_t)(end - number) >= sizeof(digits))
        return false;
    memcpy(digits, number, (size_t)(end - number));
    *at = end + 1;
    return text_to_int64(digits, 1, max, ret_value);
}

/* The limits keep a damaged row from asking for all the memory or all the time there is. */
static bool parse(const char *text, struct scrypt *ret_scrypt)
{
    static const char prefix[] = "$scrypt$";
    if (strncmp(text, prefix, strlen(prefix)) != 0)
        return false;
    text += strlen(prefix);
    if (!read_parameter(&text, "ln=", ',', 20, &ret_scrypt->log_n) ||
        !read_parameter(&text, "r=", ',', 32, &ret_scrypt->r) ||
        !read_parameter(&text, "p=", '$', 16, &ret_scrypt->p) ||
        (ret_scrypt->r * 128) << ret_scrypt->log_n > MEMORY_MAX)
        return false;
    size_t salt_digits = strcspn(text, "$");
    if (text[salt_digits] != '$' ||
        !base64url_decode(text, salt_digits, ret_scrypt->salt, BYTES_MAX, &ret_scrypt->salt_length))
        return false;
    text += salt_digits + 1;
    return base64url_decode(text, strlen(text), ret_scrypt->hash, BYTES_MAX,
                            &ret_scrypt->hash_length) &&
           ret_scrypt->hash_length >= HASH_BYTES_MIN;
}

bool password_verify(const char *password, const char *hash, int64_t log_n)
{
    struct scrypt stored = {0};
    bool known = hash && parse(hash, &stored);
    if (!known)
        stored = scrypt_of(log_n);
    uint8_t computed[BYTES_MAX];
    if (!compute(&stored, password, computed)) {
        log_error("scrypt failed log_n=%lld", (long long)stored.log_n);
        return false;
    }
    return known && CRYPTO_memcmp(computed, stored.hash, stored.hash_length) == 0;
}
