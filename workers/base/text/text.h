/* text.h -- small questions about strings. */
#ifndef USHER_BASE_TEXT_TEXT_H
#define USHER_BASE_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Copies text behind line[used] until `size` is full, and answers the new length; no zero is added.
 * What a terminal would obey and a reader not see is written as \x1b: control characters (C0, C1),
 * line separators, marks of direction, and bytes that are no UTF-8.
 */
size_t text_append_visible(char *line, size_t used, size_t size, const char *text);

bool text_has_control(const char *text); /* a character that text_append_visible writes as \x.. */

bool text_is_utf8(const char *text, size_t length); /* well-formed UTF-8 (RFC 3629), no NUL */
size_t text_utf8_length(const char *text);          /* code points */
uint32_t text_checksum(const char *text);           /* FNV-1a, 32 bits */

/* A decimal integer in [min, max], digits with at most a '-' before them, and nothing else. */
bool text_to_int64(const char *text, int64_t min, int64_t max, int64_t *ret_value);

/*
 * What an <input type=email> takes: a valid e-mail address of the HTML standard, at most 254 bytes;
 * an international domain is written in its xn-- form. Lower-cased into ret_email: case makes no
 * other account.
 */
#define EMAIL_SIZE 255
bool email_normalize(const char *text, char ret_email[EMAIL_SIZE]);

#endif
