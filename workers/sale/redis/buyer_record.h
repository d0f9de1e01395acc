/* buyer_record.h -- the fields of a buyer's hash: what they hold, own and have given back. */
#ifndef USHER_SALE_REDIS_BUYER_RECORD_H
#define USHER_SALE_REDIS_BUYER_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uuid.h"
#include "sale/redis/keys.h"

enum buyer_entry_kind { BUYER_HOLD, BUYER_SALE, BUYER_REFUND };

/*
 * As lua/include/seats/buyer_record.lua writes them: "show:seat" with "reservation deadline" or
 * "sold reservation", or, of releases before 0.3.0, "refunded reservation" with "1". A hold stays
 * listed for a while after its deadline.
 */
struct buyer_entry {
    enum buyer_entry_kind kind;
    struct uuid reservation_id;
    struct seat_ref seat; /* of a hold and a sale */
    int64_t deadline_ms;  /* of a hold */
};

/* False for what is none; ret_entry is untouched then. */
bool buyer_entry_parse(const char *field, const char *value, struct buyer_entry *ret_entry);

#endif
