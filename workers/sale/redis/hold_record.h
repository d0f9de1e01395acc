/* hold_record.h -- the value of a hold's key: who has the seat, and until when. */
#ifndef USHER_SALE_REDIS_HOLD_RECORD_H
#define USHER_SALE_REDIS_HOLD_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/uuid.h"

/* "reservation user deadline payments", as lua/include/seats/hold_record.lua writes it. */
struct hold_record {
    struct uuid reservation_id;
    struct uuid user_id;
    int64_t deadline_ms;
    bool is_being_paid;
};

/* False for what is none; ret_hold is untouched then. */
bool hold_record_parse(const char *text, struct hold_record *ret_hold);

#endif
