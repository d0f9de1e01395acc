/* ed25519.c -- Ed25519 by OpenSSL. */
#include "base/crypto/ed25519.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "base/log.h"

static void release_key(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}
#define KEY __attribute__((cleanup(release_key))) EVP_PKEY *

static void release_digest(EVP_MD_CTX **digest)
{
    EVP_MD_CTX_free(*digest);
}
#define DIGEST __attribute__((cleanup(release_digest))) EVP_MD_CTX *

/* Every seed is a key and every message can be signed: what fails then is memory, or OpenSSL. */
static void insist(bool holds)
{
    if (holds)
        return;
    log_error("Ed25519 failed");
    abort();
}

static EVP_PKEY *private_key(const uint8_t *seed)
{
    EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, ED25519_SEED_SIZE);
    insist(key != NULL);
    return key;
}

void ed25519_public(const uint8_t seed[ED25519_SEED_SIZE], uint8_t ret_public[ED25519_PUBLIC_SIZE])
{
    KEY key = private_key(seed);
    size_t size = ED25519_PUBLIC_SIZE;
    insist(EVP_PKEY_get_raw_public_key(key, ret_public, &size) == 1 && size == ED25519_PUBLIC_SIZE);
}

void ed25519_sign(const uint8_t seed[ED25519_SEED_SIZE], const char *message, size_t length,
                  uint8_t ret_signature[ED25519_SIGNATURE_SIZE])
{
    KEY key = private_key(seed);
    DIGEST digest = EVP_MD_CTX_new();
    size_t size = ED25519_SIGNATURE_SIZE;
    insist(digest && EVP_DigestSignInit(digest, NULL, NULL, NULL, key) == 1 &&
           EVP_DigestSign(digest, ret_signature, &size, (const uint8_t *)message, length) == 1 &&
           size == ED25519_SIGNATURE_SIZE);
}

bool ed25519_verify(const uint8_t public_key[ED25519_PUBLIC_SIZE], const char *message,
                    size_t length, const uint8_t signature[ED25519_SIGNATURE_SIZE])
{
    KEY key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, public_key, ED25519_PUBLIC_SIZE);
    DIGEST digest = EVP_MD_CTX_new();
    insist(key && digest && EVP_DigestVerifyInit(digest, NULL, NULL, NULL, key) == 1);
    return EVP_DigestVerify(digest, signature, ED25519_SIGNATURE_SIZE, (const uint8_t *)message,
                            length) == 1;
}
