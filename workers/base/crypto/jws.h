/* jws.h -- the compact serialization of a signed JSON object:
 * header.payload.signature (RFC 7515). */
#ifndef USHER_BASE_CRYPTO_JWS_H
#define USHER_BASE_CRYPTO_JWS_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* The encoded header, which names algorithm and key: the same for everything that a key signs. */
const char *jws_header(const char *algorithm, const char *kid, struct arena *arena);

/* What is signed, "header.payload". The payload is released. */
const char *jws_signing_input(const char *header, cJSON *payload, struct arena *arena);

/* The whole, from the arena. */
const char *jws_finish(const char *signing_input, const uint8_t *signature, size_t size,
                       struct arena *arena);

/* The parts of a text as they stand between the dots; it begins with what is signed. */
struct jws {
    const char *signing_input, *payload, *signature;
    size_t signing_input_length, header_length, payload_length, signature_length;
};

bool jws_split(const char *text, struct jws *ret_jws);

/* Whether it has just this header. */
bool jws_has_header(const struct jws *jws, const char *header);

/*
 * The kid that the header names, NULL when it asks for any other algorithm than this one, or for an
 * extension.
 */
const char *jws_kid(const struct jws *jws, const char *algorithm, struct arena *arena);

/* False unless the signature has just this size. */
bool jws_signature(const struct jws *jws, uint8_t *ret_signature, size_t size);

/* False unless it is one JSON object. To be read once the signature has been found good. */
bool jws_payload(const struct jws *jws, struct arena *arena, const cJSON **ret_payload);

#endif
