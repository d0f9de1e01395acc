/* encode_board.h -- a concert's board and the changes of its seats, as nginx serves and pushes
 * them. */
#ifndef USHER_API_CONCERT_ENCODE_BOARD_H
#define USHER_API_CONCERT_ENCODE_BOARD_H

#include <cjson/cJSON.h>

#include "sale/redis/seat_letters.h"
#include "sale/seats/stock.h"
#include "sale/upkeep/board.h"

/*
 * The board in two steps, as only the first one's members are news: who pushes the board when it
 * has changed compares them before the time is added. The tree is the caller's.
 */
cJSON *encode_board(const struct board *board, const struct stock *stock);
void encode_board_time(cJSON *body, const struct board *board);

/* What became of a show's seats since an earlier reading. */
struct seat_event {
    struct uuid show_id;
    int64_t version;          /* of the map with these changes: when it was read, in µs */
    int64_t previous_version; /* of the map that they are changes of */
    const char *map;          /* with them */
    const struct seat_change *changes;
    size_t change_count;
};

cJSON *encode_seat_event(const struct seat_event *event);

#endif
