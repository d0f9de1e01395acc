/* json_read.h -- typed reading of JSON; a refusal names the member. */
#ifndef USHER_BASE_JSON_JSON_READ_H
#define USHER_BASE_JSON_JSON_READ_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/uuid.h"

/*
 * Reads typed members of an object, one call a member. The first refusal sticks: err becomes
 * ERR_INVALID_MEMBER and detail a sentence that names the member; every later call answers a zero
 * value. So a decoder reads all its members and then looks at err once. The zero value of a string
 * is "", that of an array NULL with a count of 0. null counts as left out; of members named alike
 * the first counts.
 */
struct json_reader {
    const cJSON *object;
    struct arena *arena;
    const char *path; /* "" or "shows[2]." : where the object stands in the body */
    enum err err;
    const char *detail;
};

struct json_reader json_reader(const cJSON *object, struct arena *arena);

bool json_has(const struct json_reader *reader, const char *name);
bool json_is_null(const struct json_reader *reader, const char *name); /* there, and null */

/*
 * Required members. Lengths count code points. Whatever the range, an integer past 2^53 - 1 is
 * refused, as a double does not hold it exactly.
 */
int64_t json_int(struct json_reader *reader, const char *name, int64_t min, int64_t max);
/* Any finite number, 1.5 too. */
double json_number(struct json_reader *reader, const char *name, int64_t min, int64_t max);
const char *json_string(struct json_reader *reader, const char *name, size_t min, size_t max);
/* A string of one line that people read: no control characters. */
const char *json_name(struct json_reader *reader, const char *name, size_t min, size_t max);
struct uuid json_uuid(struct json_reader *reader, const char *name);
int64_t json_time_ms(struct json_reader *reader, const char *name);
bool json_bool(struct json_reader *reader, const char *name);
/* The array itself, with min to max elements, for child readers. */
const cJSON *json_array(struct json_reader *reader, const char *name, size_t min, size_t max);
const struct uuid *json_uuids(struct json_reader *reader, const char *name, size_t max,
                              size_t *ret_count); /* 1 to max, no duplicates */
const int64_t *json_ints(struct json_reader *reader, const char *name, size_t count_max,
                         int64_t min, int64_t max, size_t *ret_count); /* the same, for integers */
/* 1 to count_max texts of min to max code points. */
const char *const *json_strings(struct json_reader *reader, const char *name, size_t count_max,
                                size_t min, size_t max, size_t *ret_count);

/* A reader for an element that must be an object; its refusals name "name[index].member". */
struct json_reader json_child(struct json_reader *reader, const cJSON *element, const char *name,
                              size_t index);
/* A reader for a member that must be an object. */
struct json_reader json_member_object(struct json_reader *reader, const char *name);
/* Takes a child's refusal over into its parent. */
void json_adopt(struct json_reader *reader, const struct json_reader *child);

/* For a rule that only the caller knows: the detail becomes "<name> must <must>.". */
void json_refuse(struct json_reader *reader, const char *name, const char *must);

#endif
