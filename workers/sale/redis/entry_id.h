/* entry_id.h -- whose queue entry: there is one for a person and a concert. */
#ifndef USHER_SALE_REDIS_ENTRY_ID_H
#define USHER_SALE_REDIS_ENTRY_ID_H

#include "base/uuid.h"

struct entry_id {
    struct uuid concert_id;
    struct uuid user_id;
};

#endif
