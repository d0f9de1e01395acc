/* sha256.c -- SHA-256 and HMAC by OpenSSL, with their state kept between calls. */
#include "base/crypto/sha256.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

struct hasher {
    EVP_MD *digest;
    EVP_MD_CTX *context;
    EVP_MAC *mac;
    EVP_MAC_CTX *keyed;
};

/* OpenSSL fails here only for want of memory, or when it is broken. */
static void require(bool holds)
{
    if (holds)
        return;
    log_error("a hash failed");
    abort();
}

struct hasher *hasher_create(void)
{
    struct hasher *hasher = malloc(sizeof(*hasher));
    require(hasher != NULL);
    *hasher = (struct hasher){
        .digest = EVP_MD_fetch(NULL, "SHA256", NULL),
        .context = EVP_MD_CTX_new(),
        .mac = EVP_MAC_fetch(NULL, "HMAC", NULL),
    };
    require(hasher->digest && hasher->context && hasher->mac);
    hasher->keyed = EVP_MAC_CTX_new(hasher->mac);
    require(hasher->keyed != NULL);
    return hasher;
}

void hasher_destroy(struct hasher *hasher)
{
    if (!hasher)
        return;
    EVP_MAC_CTX_free(hasher->keyed);
    EVP_MAC_free(hasher->mac);
    EVP_MD_CTX_free(hasher->context);
    EVP_MD_free(hasher->digest);
    free(hasher);
}

struct sha256 hasher_sha256(struct hasher *hasher, const struct span *parts, size_t count)
{
    struct sha256 hash;
    require(EVP_DigestInit_ex2(hasher->context, hasher->digest, NULL) == 1);
    for (size_t i = 0; i < count; i++)
        require(EVP_DigestUpdate(hasher->context, parts[i].bytes, parts[i].count) == 1);
    require(EVP_DigestFinal_ex(hasher->context, hash.bytes, NULL) == 1);
    return hash;
}

void hasher_set_key(struct hasher *hasher, struct span key)
{
    char digest[] = "SHA256";
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end(),
    };
    require(EVP_MAC_init(hasher->keyed, key.bytes, key.count, parameters) == 1);
}

/* Without a key the one before stays. */
struct sha256 hasher_hmac(struct hasher *hasher, struct span message)
{
    struct sha256 mac;
    size_t written = 0;
    require(EVP_MAC_init(hasher->keyed, NULL, 0, NULL) == 1);
    require(EVP_MAC_update(hasher->keyed, message.bytes, message.count) == 1);
    require(EVP_MAC_final(hasher->keyed, mac.bytes, &written, sizeof(mac.bytes)) == 1);
    require(written == sizeof(mac.bytes));
    return mac;
}

void sha256_format(const struct sha256 *hash, char ret_text[SHA256_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        ret_text[2 * i] = digits[hash->bytes[i] >> 4];
        ret_text[2 * i + 1] = digits[hash->bytes[i] & 15];
    }
    ret_text[SHA256_HEX_SIZE - 1] = '\0';
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

bool sha256_parse(const char *text, struct sha256 *ret_hash)
{
    struct sha256 hash;
    if (strnlen(text, SHA256_HEX_SIZE) != SHA256_HEX_SIZE - 1)
        return false;
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        int high = hex_value(text[2 * i]);
        int low = hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        hash.bytes[i] = (uint8_t)(high << 4 | low);
    }
    *ret_hash = hash;
    return true;
}

int sha256_compare(const struct sha256 *a, const struct sha256 *b)
{
    return memcmp(a->bytes, b->bytes, SHA256_SIZE);
}
