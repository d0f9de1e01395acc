/* text.c -- small questions about strings. */
#include "base/text/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Bytes of the sequence that starts here (RFC 3629, section 4), or 0 when it is not well formed. */
static size_t utf8_sequence(const unsigned char *at, size_t left)
{
    /* The second byte has its own range, which keeps out overlong forms, surrogates and the far
     * end. */
    static const struct {
        unsigned char first_min, first_max, second_min, second_max;
        size_t length;
    } forms[] = {
        {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
        {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
        {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    if (at[0] >= 0x01 && at[0] <= 0x7F)
        return 1;
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (at[0] < forms[i].first_min || at[0] > forms[i].first_max)
            continue;
        if (forms[i].length > left || at[1] < forms[i].second_min || at[1] > forms[i].second_max)
            return 0;
        for (size_t k = 2; k < forms[i].length; k++)
            if ((at[k] & 0xC0) != 0x80)
                return 0;
        return forms[i].length;
    }
    return 0;
}

/* C0 and DEL; C1, U+0080 to U+009F; U+2028 to U+202E; U+2066 to U+2069. */
static bool is_control(const unsigned char *at, size_t length)
{
    if (length == 1)
        return at[0] < 0x20 || at[0] == 0x7F;
    if (length == 2)
        return at[0] == 0xC2 && at[1] < 0xA0;
    return length == 3 && at[0] == 0xE2 &&
           ((at[1] == 0x80 && at[2] >= 0xA8 && at[2] <= 0xAE) ||
            (at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9));
}

size_t text_append_visible(char *line, size_t used, size_t size, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t left = strlen(text);
    while (left > 0) {
        size_t sequence = utf8_sequence(at, left);
        size_t length = sequence > 0 ? sequence : 1;
        bool hidden = sequence == 0 || is_control(at, length);
        if (used + (hidden ? 4 * length : length) > size)
            break;
        for (size_t i = 0; i < length; i++) {
            if (hidden)
                used += (size_t)snprintf(line + used, 5, "\\x%02x", at[i]);
            else
                line[used++] = (char)at[i];
        }
        at += length;
        left -= length;
    }
    return used;
}

bool text_has_control(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t left = strlen(text);
    while (left > 0) {
        size_t sequence = utf8_sequence(at, left);
        if (sequence == 0 || is_control(at, sequence))
            return true;
        at += sequence;
        left -= sequence;
    }
    return false;
}

bool text_is_utf8(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        size_t sequence = utf8_sequence(bytes + at, length - at);
        if (sequence == 0)
            return false;
        at += sequence;
    }
    return true;
}

size_t text_utf8_length(const char *text)
{
    size_t points = 0;
    for (; *text; text++)
        if (((unsigned char)*text & 0xC0) != 0x80)
            points++;
    return points;
}

uint32_t text_checksum(const char *text)
{
    uint32_t hash = UINT32_C(2166136261);
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT32_C(16777619);
    return hash;
}

bool text_to_int64(const char *text, int64_t min, int64_t max, int64_t *ret_value)
{
    bool negative = *text == '-';
    if (negative)
        text++;
    if (*text == '\0')
        return false;
    int64_t value = 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        int digit = negative ? '0' - *text : *text - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, digit, &value))
            return false;
    }
    if (value < min || value > max)
        return false;
    *ret_value = value;
    return true;
}

/* Letters and digits with hyphens between them, 63 at most. */
static bool is_domain_label(const char *label, size_t length)
{
    if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
        return false;
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)label[i]) && label[i] != '-')
            return false;
    return true;
}

static bool is_domain(const char *domain)
{
    for (;;) {
        size_t length = strcspn(domain, ".");
        if (!is_domain_label(domain, length))
            return false;
        if (domain[length] == '\0')
            return true;
        domain += length + 1;
    }
}

/* https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address */
static bool is_email(const char *text)
{
    static const char local[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                ".!#$%&'*+/=?^_`{|}~-";
    size_t length = strspn(text, local);
    return length > 0 && text[length] == '@' && is_domain(text + length + 1);
}

bool email_normalize(const char *text, char ret_email[EMAIL_SIZE])
{
    size_t length = strnlen(text, EMAIL_SIZE);
    if (length == EMAIL_SIZE || !is_email(text))
        return false;
    for (size_t i = 0; i <= length; i++)
        ret_email[i] = (char)tolower((unsigned char)text[i]);
    return true;
}
