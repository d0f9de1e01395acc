/* base64url.c -- base64url without padding. */
#include "base/text/base64url.h"

static int digit_value(char digit)
{
    if (digit >= 'A' && digit <= 'Z')
        return digit - 'A';
    if (digit >= 'a' && digit <= 'z')
        return digit - 'a' + 26;
    if (digit >= '0' && digit <= '9')
        return digit - '0' + 52;
    if (digit == '-')
        return 62;
    return digit == '_' ? 63 : -1;
}

void base64url_encode(const uint8_t *bytes, size_t count, char *ret_text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (; count >= 3; bytes += 3, count -= 3) {
        uint32_t bits = (uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 8 | bytes[2];
        *ret_text++ = digits[bits >> 18];
        *ret_text++ = digits[bits >> 12 & 63];
        *ret_text++ = digits[bits >> 6 & 63];
        *ret_text++ = digits[bits & 63];
    }
    if (count > 0) { /* one byte is two digits, two are three */
        uint32_t bits = (uint32_t)bytes[0] << 8 | (count > 1 ? bytes[1] : 0);
        *ret_text++ = digits[bits >> 10];
        *ret_text++ = digits[bits >> 4 & 63];
        if (count > 1)
            *ret_text++ = digits[bits << 2 & 63];
    }
    *ret_text = '\0';
}

bool base64url_decode(const char *text, size_t length, uint8_t *ret_bytes, size_t bytes_max,
                      size_t *ret_count)
{
    if (length % 4 == 1 || length / 4 > bytes_max / 3 + 1 || length * 3 / 4 > bytes_max)
        return false;
    uint32_t bits = 0;
    unsigned pending = 0;
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        int value = digit_value(text[i]);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        pending += 6;
        if (pending >= 8) {
            pending -= 8;
            ret_bytes[count++] = (uint8_t)(bits >> pending);
        }
    }
    if (bits & ((1u << pending) - 1))
        return false; /* a second spelling of the same bytes */
    *ret_count = count;
    return true;
}
