/* concert_rows.h -- the columns of a concert, read alike wherever they are asked for. */
#ifndef USHER_SALE_CONCERT_CONCERT_ROWS_H
#define USHER_SALE_CONCERT_CONCERT_ROWS_H

#include "base/arena.h"
#include "sale/concert/concert.h"
#include "store/pg_values.h"

/* zone: the parameter that has the zone of the house, "$2"; concerts of before have none. */
#define ZONE_OF_CONCERT(zone) "coalesce(time_zone, " zone "::text)"

#define CONCERT_COLUMNS(zone)                                                             \
    "concert_id, name, venue, state, opens_at, version, admit_per_second, max_active,"    \
    " admission_seconds, claim_seconds, grace_seconds, hold_seconds, max_seats_per_user," \
    " refund_cutoff_seconds, checkin_opens_seconds, queueing, " ZONE_OF_CONCERT(          \
        zone) ", to_char(opens_at AT TIME ZONE " ZONE_OF_CONCERT(zone) ", 'YYYY-MM-DD HH24:MI')"

/* A row that begins with CONCERT_COLUMNS, as pg_list has them read: into a struct concert. */
void concert_row_read(const PGresult *result, int row, struct arena *arena, void *ret_concert);

#endif
