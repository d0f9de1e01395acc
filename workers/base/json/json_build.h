/* json_build.h -- building JSON, with exact integers. */
#ifndef USHER_BASE_JSON_JSON_BUILD_H
#define USHER_BASE_JSON_JSON_BUILD_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * Building. The tree belongs to the caller until it is attached or deferred; memory never fails.
 * The name of a member is not copied: it lives as long as the tree, as a literal does.
 */
cJSON *json_object(void);
cJSON *json_list(void);
void json_add_int(cJSON *object, const char *name, int64_t value); /* exact in all 64 bits */
/* A number with three decimals: 1500 becomes 1.500. Not negative. */
void json_add_millionths(cJSON *object, const char *name, int64_t millionths);
void json_add_ints(cJSON *object, const char *name, const int32_t *values, size_t count);
void json_add_string(cJSON *object, const char *name, const char *value); /* NULL becomes null */
void json_add_bool(cJSON *object, const char *name, bool value);
void json_add_null(cJSON *object, const char *name);
void json_add_time(cJSON *object, const char *name, int64_t at_ms); /* RFC 3339 */
void json_add(cJSON *object, const char *name, cJSON *value);
/* Takes the text of a JSON value as it is. */
void json_add_raw(cJSON *object, const char *name, const char *json);
void json_append(cJSON *list, cJSON *value);
void json_append_int(cJSON *list, int64_t value);
void json_append_string(cJSON *list, const char *value);

/* The compact text, from the arena. */
const char *json_print(const cJSON *tree, struct arena *arena);

#endif
