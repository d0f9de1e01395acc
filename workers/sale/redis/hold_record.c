/* hold_record.c -- the value of a hold's key: who has the seat, and until when. */
#include "sale/redis/hold_record.h"

#include <string.h>

#include "sale/redis/record_reader.h"

bool hold_record_parse(const char *text, struct hold_record *ret_hold)
{
    struct record_reader reader = {.at = text};
    struct hold_record hold = {.reservation_id = record_uuid(&reader, ' ')};
    hold.user_id = record_uuid(&reader, ' ');
    hold.deadline_ms = record_int(&reader, ' ', 0, INT64_MAX);
    /* The payments under way, by their fences: only a script needs to know which. */
    if (reader.is_refused || !*reader.at)
        return false;
    hold.is_being_paid = strcmp(reader.at, "0") != 0;
    *ret_hold = hold;
    return true;
}
