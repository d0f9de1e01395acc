/* uuid.c -- making, reading and taking apart UUIDs. */
#include "base/uuid.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define LOW_BITS(count) ((UINT64_C(1) << (count)) - 1)

struct uuid uuid_v7(int64_t now_ms, const struct entropy *entropy)
{
    return uuid_v7_from(now_ms, (uint16_t)entropy_u64(entropy), entropy_u64(entropy));
}

struct uuid uuid_v7_from(int64_t now_ms, uint16_t high, uint64_t low)
{
    uint64_t time = (uint64_t)now_ms & LOW_BITS(48);
    uint64_t tail = (UINT64_C(2) << 62) | (low & LOW_BITS(62)); /* variant 10 */
    struct uuid uuid;
    (void)snprintf(uuid.text, sizeof(uuid.text),
                   "%08" PRIx64 "-%04" PRIx64 "-7%03x-%04" PRIx64 "-%012" PRIx64, time >> 16,
                   time & LOW_BITS(16), (unsigned)(high & LOW_BITS(12)), tail >> 48,
                   tail & LOW_BITS(48));
    return uuid;
}

/* The number that `digits` hexadecimal digits from `start` spell;
 * the hyphens between are left out. */
static uint64_t read_hex(const struct uuid *uuid, size_t start, size_t digits)
{
    uint64_t number = 0;
    for (size_t i = start; digits > 0; i++) {
        char digit = uuid->text[i];
        if (digit == '-')
            continue;
        number = number << 4 | (uint64_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        digits--;
    }
    return number;
}

bool uuid_v7_split(const struct uuid *uuid, int64_t *ret_ms, uint16_t *ret_high, uint64_t *ret_low)
{
    struct uuid checked;
    if (!uuid_parse(uuid->text, &checked) || checked.text[14] != '7' ||
        !strchr("89ab", checked.text[19]))
        return false;
    *ret_ms = (int64_t)read_hex(&checked, 0, 12);
    *ret_high = (uint16_t)read_hex(&checked, 15, 3);
    *ret_low = read_hex(&checked, 19, 16) & LOW_BITS(62);
    return true;
}

bool uuid_parse(const char *text, struct uuid *ret_uuid)
{
    if (strnlen(text, sizeof(ret_uuid->text)) != sizeof(ret_uuid->text) - 1)
        return false;
    struct uuid uuid = {0};
    for (size_t i = 0; i < sizeof(uuid.text) - 1; i++) {
        bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        unsigned char byte = (unsigned char)text[i];
        if (hyphen ? byte != '-' : !isxdigit(byte))
            return false;
        uuid.text[i] = (char)tolower(byte);
    }
    *ret_uuid = uuid;
    return true;
}

void uuid_to_bytes(const struct uuid *uuid, uint8_t ret_bytes[UUID_BYTES])
{
    uint64_t high = read_hex(uuid, 0, 16);
    uint64_t low = read_hex(uuid, 19, 16);
    for (size_t i = 0; i < UUID_BYTES / 2; i++) {
        ret_bytes[i] = (uint8_t)(high >> (56 - 8 * i));
        ret_bytes[UUID_BYTES / 2 + i] = (uint8_t)(low >> (56 - 8 * i));
    }
}

struct uuid uuid_from_bytes(const uint8_t bytes[UUID_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    struct uuid uuid = {0};
    char *end = uuid.text;
    for (size_t i = 0; i < UUID_BYTES; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *end++ = '-';
        *end++ = digits[bytes[i] >> 4];
        *end++ = digits[bytes[i] & 15];
    }
    return uuid;
}

bool uuid_equal(const struct uuid *a, const struct uuid *b)
{
    return strcmp(a->text, b->text) == 0;
}
