/* base64url.h -- base64url without padding (RFC 4648, section 5). */
#ifndef USHER_BASE_TEXT_BASE64URL_H
#define USHER_BASE_TEXT_BASE64URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that the text of `count` bytes takes, with its terminating zero. */
#define BASE64URL_SIZE(count) (((count) * 4 + 2) / 3 + 1)

void base64url_encode(const uint8_t *bytes, size_t count, char *ret_text);

/* Refuses padding, other alphabets, stray bits and anything longer than bytes_max. */
bool base64url_decode(const char *text, size_t length, uint8_t *ret_bytes, size_t bytes_max,
                      size_t *ret_count);

#endif
