/* wish_record.c -- a wish as Redis keeps it: which seats somebody wants at the moment of the
 * admission. */
#include "sale/redis/wish_record.h"

#include <assert.h>
#include <string.h>

#include "sale/redis/record_reader.h"

const char *wish_record_write(const struct wish_record *wish, struct arena *arena)
{
    assert(wish->range_count > 0);
    const char *text = arena_printf(
        arena, "%lld %lld %d %lld %d %lld ", (long long)wish->show_no, (long long)wish->quantity,
        wish->adjacent, (long long)wish->max_price, wish->is_named, (long long)wish->random);
    for (size_t i = 0; i < wish->range_count; i++) {
        const struct best_range *range = &wish->ranges[i];
        text = arena_printf(arena, "%s%s%lld:%lld:%lld", text, i > 0 ? "," : "",
                            (long long)range->first_seat_id, (long long)range->rows,
                            (long long)range->seats_per_row);
    }
    return text;
}

static size_t count_ranges(const char *text)
{
    size_t count = 1;
    while ((text = strchr(text, ',')) != NULL) {
        count++;
        text++;
    }
    return count;
}

static void read_ranges(struct record_reader *reader, struct arena *arena, struct wish_record *wish)
{
    wish->range_count = count_ranges(reader->at);
    struct best_range *ranges = arena_array(arena, wish->range_count, sizeof(*ranges));
    for (size_t i = 0; i < wish->range_count; i++) {
        char end = i + 1 < wish->range_count ? ',' : '\0';
        ranges[i].first_seat_id = record_int(reader, ':', 1, INT64_MAX);
        ranges[i].rows = record_int(reader, ':', 0, INT64_MAX);
        ranges[i].seats_per_row = record_int(reader, end, 0, INT64_MAX);
    }
    wish->ranges = ranges;
}

bool wish_record_parse(const char *text, struct arena *arena, struct wish_record *ret_wish)
{
    struct record_reader reader = {.at = text};
    struct wish_record wish = {.show_no = record_int(&reader, ' ', 1, INT64_MAX)};
    wish.quantity = record_int(&reader, ' ', 1, INT64_MAX);
    wish.adjacent = record_int(&reader, ' ', 0, 1) == 1;
    wish.max_price = record_int(&reader, ' ', 0, INT64_MAX);
    wish.is_named = record_int(&reader, ' ', 0, 1) == 1;
    wish.random = record_int(&reader, ' ', 0, INT64_MAX);
    if (!reader.is_refused)
        read_ranges(&reader, arena, &wish);
    if (!reader.is_refused)
        *ret_wish = wish;
    return !reader.is_refused;
}
