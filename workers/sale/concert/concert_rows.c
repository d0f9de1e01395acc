/* concert_rows.c -- the columns of a concert, read alike wherever they are asked for. */
#include "sale/concert/concert_rows.h"

#include "store/pg_values.h"

void concert_row_read(const PGresult *result, int row, struct arena *arena, void *ret_concert)
{
    struct concert concert = {
        .concert_id = pg_get_uuid(result, row, 0),
        .name = pg_get_text(result, row, 1, arena),
        .venue = pg_get_text(result, row, 2, arena),
        .opens_at_ms = pg_get_time_ms(result, row, 4),
        .version = pg_get_int(result, row, 5),
    };
    int column = 6;
    (void)concert_state_parse(pg_peek_text(result, row, 3), &concert.state);
#define POLICY_READ(member, name, fallback, min, max) \
    concert.policy.member = pg_get_int(result, row, column++);
    POLICY_TABLE(POLICY_READ)
#undef POLICY_READ
    (void)queueing_parse(pg_peek_text(result, row, column++), &concert.policy.queueing);
    concert.time_zone = pg_get_text(result, row, column++, arena);
    concert.opens_at_local = pg_get_text(result, row, column, arena);
    *(struct concert *)ret_concert = concert;
}
