/* buyer_record.c -- the fields of a buyer's hash: what they hold, own and have given back. */
#include "sale/redis/buyer_record.h"

#include <string.h>

#include "sale/redis/record_reader.h"

#define SOLD "sold "
#define REFUNDED "refunded "

static bool begins_with(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

static bool parse_refund(const char *field, const char *value, struct buyer_entry *entry)
{
    struct record_reader reader = {.at = field};
    entry->kind = BUYER_REFUND;
    record_skip(&reader, REFUNDED);
    entry->reservation_id = record_uuid(&reader, '\0');
    return !reader.is_refused && strcmp(value, "1") == 0;
}

static bool parse_seat(const char *field, const char *value, struct buyer_entry *entry)
{
    struct record_reader reader = {.at = value};
    if (begins_with(value, SOLD)) {
        entry->kind = BUYER_SALE;
        record_skip(&reader, SOLD);
        entry->reservation_id = record_uuid(&reader, '\0');
    } else {
        entry->kind = BUYER_HOLD;
        entry->reservation_id = record_uuid(&reader, ' ');
        entry->deadline_ms = record_int(&reader, '\0', 0, INT64_MAX);
    }
    return !reader.is_refused && seat_ref_parse(field, &entry->seat);
}

bool buyer_entry_parse(const char *field, const char *value, struct buyer_entry *ret_entry)
{
    struct buyer_entry entry = {0};
    bool is_entry = begins_with(field, REFUNDED) ? parse_refund(field, value, &entry)
                                                 : parse_seat(field, value, &entry);
    if (is_entry)
        *ret_entry = entry;
    return is_entry;
}
