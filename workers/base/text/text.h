/* text.h -- small questions about strings. */
#ifndef USHER_BASE_TEXT_TEXT_H
#define USHER_BASE_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool text_is_utf8(const char *text, size_t length); /* well-formed UTF-8 (RFC 3629), no NUL */
size_t text_utf8_length(const char *text);          /* code points */
uint32_t text_checksum(const char *text);           /* FNV-1a, 32 bits */

/* A decimal integer in [min, max], digits with at most a '-' before them, and nothing else. */
bool text_to_int64(const char *text, int64_t min, int64_t max, int64_t *ret_value);

/*
 * One '@' with something on both sides, at most 254 bytes, visible ASCII only (an international
 * domain is written in its xn-- form); lower-cased into ret_email.
 */
#define EMAIL_SIZE 255
bool email_normalize(const char *text, char ret_email[EMAIL_SIZE]);

#endif
