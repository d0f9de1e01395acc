/* json_parse.h -- JSON from bytes, bounded. */
#ifndef USHER_BASE_JSON_JSON_PARSE_H
#define USHER_BASE_JSON_JSON_PARSE_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

#define JSON_DEPTH_MAX 16

/*
 * One JSON object (RFC 8259), whole: UTF-8, no deeper than JSON_DEPTH_MAX, nothing behind it, no
 * \u0000. The tree lives as long as the arena. ERR_MALFORMED_JSON otherwise.
 */
MUST_CHECK enum err json_parse_object(const char *text, size_t length, struct arena *arena,
                                      const cJSON **ret_object);

#endif
