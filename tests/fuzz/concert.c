/* concert.c -- fuzzes what an organiser sends: a concert with its policy and its seating plan. */
#include "api/concert/decode_concert.h"

#include <assert.h>

#include "base/json/json_parse.h"
#include "fuzz/support/fuzz.h"
#include "sale/plan/hall_json.h"

static void check_hall(const struct hall *hall, struct arena *arena)
{
    size_t seats = 0;
    for (size_t i = 0; i < hall->row_count; i++)
        seats += hall->rows[i].seats;
    assert(hall->seats > 0 && seats == (size_t)hall->seats);
    const char *text = hall_json(hall, arena);
    assert(text[0] == '{');
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *arena = fuzz_context()->arena;
    const cJSON *body;
    if (json_parse_object((const char *)bytes, count, arena, &body))
        return 0;
    struct new_concert concert;
    struct json_reader reader = json_reader(body, arena);
    struct decode_setting setting = {.home_zone = "UTC"};
    decode_new_concert(&reader, &setting, &concert);
    assert(!reader.err == !reader.detail);
    if (!reader.err && concert.hall)
        check_hall(concert.hall, arena);
    struct concert_change change;
    reader = json_reader(body, arena);
    decode_concert_change(&reader, &change);
    return 0;
}
