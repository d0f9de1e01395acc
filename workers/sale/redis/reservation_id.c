/* reservation_id.c -- packing a seat into a UUID of version 7. */
#include "sale/redis/reservation_id.h"

/* 74 bits behind the time: 12 (show, high half) | 62 = 12 (show, low half), 20 (seat),
 * 30 (random). */
#define RANDOM_BITS 30
#define SEAT_BITS 20
#define HALF_SHOW_BITS 12
#define MASK(bits) ((1u << (bits)) - 1)

int64_t reservation_id_random(const struct entropy *entropy)
{
    return (int64_t)(entropy_u64(entropy) & MASK(RANDOM_BITS));
}

struct uuid reservation_id_make(const struct reservation_id *parts, const struct entropy *entropy)
{
    uint64_t show = (uint64_t)parts->show_no;
    uint64_t low = (show & MASK(HALF_SHOW_BITS)) << (SEAT_BITS + RANDOM_BITS);
    low |= (uint64_t)parts->seat_id << RANDOM_BITS;
    low |= (uint64_t)reservation_id_random(entropy);
    return uuid_v7_from(parts->made_at_ms, (uint16_t)(show >> HALF_SHOW_BITS), low);
}

bool reservation_id_read(const struct uuid *id, struct reservation_id *ret_parts)
{
    uint16_t high;
    uint64_t low;
    struct reservation_id parts;
    if (!uuid_v7_split(id, &parts.made_at_ms, &high, &low))
        return false;
    uint64_t show_low = low >> (SEAT_BITS + RANDOM_BITS);
    parts.show_no = (int64_t)(((uint64_t)high << HALF_SHOW_BITS) | show_low);
    parts.seat_id = (int64_t)((low >> RANDOM_BITS) & MASK(SEAT_BITS));
    if (parts.show_no < 1 || parts.seat_id < 1)
        return false;
    *ret_parts = parts;
    return true;
}
