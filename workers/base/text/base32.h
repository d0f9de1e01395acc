/* base32.h -- Base32 without padding (RFC 4648, section 6): capitals and digits alone. */
#ifndef USHER_BASE_TEXT_BASE32_H
#define USHER_BASE_TEXT_BASE32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that the text of `count` bytes takes, with its terminating zero. */
#define BASE32_SIZE(count) (((count) * 8 + 4) / 5 + 1)

void base32_encode(const uint8_t *bytes, size_t count, char *ret_text);

/* Refuses small letters, padding, stray bits and anything longer than bytes_max. */
bool base32_decode(const char *text, size_t length, uint8_t *ret_bytes, size_t bytes_max,
                   size_t *ret_count);

#endif
