/* json_parse.h -- JSON from bytes, bounded. */
#ifndef USHER_BASE_JSON_JSON_PARSE_H
#define USHER_BASE_JSON_JSON_PARSE_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

#define JSON_DEPTH_MAX 16
/* A value takes 80 bytes of memory whatever it is. A plan of 100,000 seats has 850,000. */
#define JSON_VALUES_MAX 1000000

/*
 * One JSON object (RFC 8259), whole: UTF-8, no deeper than JSON_DEPTH_MAX, nothing behind it, no
 * \u0000. The tree lives as long as the arena. ERR_MALFORMED_JSON otherwise, ERR_BODY_TOO_LARGE for
 * more than JSON_VALUES_MAX values.
 */
MUST_CHECK enum err json_parse_object(const char *text, size_t length, struct arena *arena,
                                      const cJSON **ret_object);

#endif
