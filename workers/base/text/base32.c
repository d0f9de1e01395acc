/* base32.c -- Base32 without padding. */
#include "base/text/base32.h"

static int digit_value(char digit)
{
    if (digit >= 'A' && digit <= 'Z')
        return digit - 'A';
    return digit >= '2' && digit <= '7' ? digit - '2' + 26 : -1;
}

void base32_encode(const uint8_t *bytes, size_t count, char *ret_text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint32_t bits = 0;
    unsigned pending = 0; /* how many of the low bits are not written yet */
    for (size_t i = 0; i < count; i++) {
        bits = bits << 8 | bytes[i];
        for (pending += 8; pending >= 5; pending -= 5)
            *ret_text++ = digits[bits >> (pending - 5) & 31];
    }
    if (pending > 0)
        *ret_text++ = digits[bits << (5 - pending) & 31];
    *ret_text = '\0';
}

bool base32_decode(const char *text, size_t length, uint8_t *ret_bytes, size_t bytes_max,
                   size_t *ret_count)
{
    if (length / 8 > bytes_max / 5 + 1 || length * 5 / 8 > bytes_max)
        return false;
    uint32_t bits = 0;
    unsigned pending = 0;
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        int value = digit_value(text[i]);
        if (value < 0)
            return false;
        bits = bits << 5 | (uint32_t)value;
        pending += 5;
        if (pending >= 8) {
            pending -= 8;
            ret_bytes[count++] = (uint8_t)(bits >> pending);
        }
    }
    /* A whole digit too many, or stray bits: a second spelling of the same bytes. */
    if (pending >= 5 || bits & ((1u << pending) - 1))
        return false;
    *ret_count = count;
    return true;
}
