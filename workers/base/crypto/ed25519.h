/* ed25519.h -- signatures that anybody can check and only the holder of the seed can make (RFC
 * 8032).
 */
#ifndef USHER_BASE_CRYPTO_ED25519_H
#define USHER_BASE_CRYPTO_ED25519_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ED25519_SEED_SIZE 32
#define ED25519_PUBLIC_SIZE 32
#define ED25519_SIGNATURE_SIZE 64

void ed25519_public(const uint8_t seed[ED25519_SEED_SIZE], uint8_t ret_public[ED25519_PUBLIC_SIZE]);

void ed25519_sign(const uint8_t seed[ED25519_SEED_SIZE], const char *message, size_t length,
                  uint8_t ret_signature[ED25519_SIGNATURE_SIZE]);

bool ed25519_verify(const uint8_t public_key[ED25519_PUBLIC_SIZE], const char *message,
                    size_t length, const uint8_t signature[ED25519_SIGNATURE_SIZE]);

#endif
