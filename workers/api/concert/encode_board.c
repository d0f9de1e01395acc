/* encode_board.c -- a concert's board and the changes of its seats, as nginx serves and pushes
 * them. */
#include "api/concert/encode_board.h"

#include <inttypes.h>
#include <stdio.h>

#include "api/encode.h"
#include "base/json/json_build.h"
#include "base/text/text.h"
#include "sale/concert/concert.h"
#include "sale/queue/wait_estimate.h"
#include "sale/redis/seat_letters.h"
#include "sale/seats/stock.h"

static void add_counts(cJSON *item, const struct seat_counts *seats)
{
    json_add_int(item, "total", seats->total);
    json_add_int(item, "available", seats->available);
    json_add_int(item, "held", seats->held);
    json_add_int(item, "sold", seats->sold);
}

static cJSON *encode_prices(const struct stock *stock)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < stock->price_count; i++) {
        cJSON *item = json_object();
        json_add_int(item, "price", stock->prices[i].price);
        add_counts(item, &stock->prices[i].seats);
        json_append(list, item);
    }
    return list;
}

static void add_stock(cJSON *body, const struct stock *stock)
{
    cJSON *seats = json_object();
    add_counts(seats, &stock->seats);
    json_add(body, "seats", seats);
    if (stock->has_prices)
        json_add(body, "prices", encode_prices(stock));
    else
        json_add_null(body, "prices");
    json_add_bool(body, "soldOut", stock->seats.available == 0);
}

/* Pairs: a million people make some 250 of them. */
static cJSON *encode_places(const struct board *board)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < board->bucket_count; i++) {
        cJSON *pair = json_list();
        json_append_int(pair, board->buckets[i].start);
        json_append_int(pair, board->buckets[i].people);
        json_append(list, pair);
    }
    return list;
}

cJSON *encode_board(const struct board *board, const struct stock *stock)
{
    cJSON *body = json_object();
    json_add_string(body, "concertId", board->concert_id.text);
    json_add_string(body, "state", concert_state_name(board->state));
    add_time_or_null(body, "opensAt", board->opens_at_ms);
    json_add_int(body, "frontier", board->frontier);
    json_add_int(body, "waiting", board->waiting);
    json_add_int(body, "active", board->active);
    json_add_int(body, "maxActive", board->max_active);
    if (board->state == CONCERT_OPEN && board->rate_per_million_s > 0)
        json_add_millionths(body, "admittedPerSecond", board->rate_per_million_s);
    else
        json_add_null(body, "admittedPerSecond");
    json_add_int(body, "admissionsSeen", board->admissions_seen);
    add_stock(body, stock);
    json_add(body, "places", encode_places(board));
    json_add_int(body, "pollAfterSeconds", wait_poll_seconds(board->waiting));
    return body;
}

/* Rounded up, so that whoever counts down from it does not come too early. */
void encode_board_time(cJSON *body, const struct board *board)
{
    int64_t now_ms = board->now_us / 1000;
    int64_t left_ms = board->opens_at_ms > now_ms ? board->opens_at_ms - now_ms : 0;
    add_int_if(body, "opensInSeconds", board->opens_at_ms != 0, (left_ms + 999) / 1000);
    json_add_time(body, "updatedAt", now_ms);
}

static cJSON *encode_changes(const struct seat_event *event)
{
    cJSON *list = json_list();
    for (size_t i = 0; i < event->change_count; i++) {
        char letter[] = {event->changes[i].letter, '\0'};
        cJSON *pair = json_list();
        json_append_int(pair, event->changes[i].seat_id);
        json_append_string(pair, letter);
        json_append(list, pair);
    }
    return list;
}

cJSON *encode_seat_event(const struct seat_event *event)
{
    char checksum[9];
    (void)snprintf(checksum, sizeof(checksum), "%08" PRIx32, text_checksum(event->map));
    cJSON *body = json_object();
    json_add_string(body, "showId", event->show_id.text);
    json_add_int(body, "version", event->version);
    json_add_int(body, "previousVersion", event->previous_version);
    json_add(body, "changes", encode_changes(event));
    json_add_string(body, "checksum", checksum);
    return body;
}
