/* uuid.h -- UUID version 7 (RFC 9562, section 5.7), kept as text. */
#ifndef USHER_BASE_UUID_H
#define USHER_BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/entropy.h"

/* Lower case, 36 characters, zero-terminated. The zero value is the empty string: no id. */
#define UUID_SIZE 37
struct uuid {
    char text[UUID_SIZE];
};

struct uuid uuid_v7(int64_t now_ms, const struct entropy *entropy);

/* A version 7 UUID with the 74 bits behind the time given: the low 12 bits of high, the low 62 of
 * low. */
struct uuid uuid_v7_from(int64_t now_ms, uint16_t high, uint64_t low);

/* The reverse of uuid_v7_from; false when the UUID is not of version 7. */
bool uuid_v7_split(const struct uuid *uuid, int64_t *ret_ms, uint16_t *ret_high, uint64_t *ret_low);

/* Accepts any UUID in its canonical form, upper case too, and stores it in lower case. */
bool uuid_parse(const char *text, struct uuid *ret_uuid);

/* The 16 bytes of a UUID that was parsed or made here, the first digits first. */
#define UUID_BYTES 16
void uuid_to_bytes(const struct uuid *uuid, uint8_t ret_bytes[UUID_BYTES]);
struct uuid uuid_from_bytes(const uint8_t bytes[UUID_BYTES]);

bool uuid_equal(const struct uuid *a, const struct uuid *b);

#endif
