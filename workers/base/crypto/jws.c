/* jws.c -- the compact serialization of a signed JSON object. */
#include "base/crypto/jws.h"

#include <string.h>

#include "base/json/json_build.h"
#include "base/json/json_parse.h"
#include "base/json/json_read.h"
#include "base/text/base64url.h"

/* Ours take some 300 bytes each; the rest is room for a long kid. */
#define PART_BYTES_MAX 768

static const char *encode_bytes(const uint8_t *bytes, size_t count, struct arena *arena)
{
    char *text = arena_alloc(arena, BASE64URL_SIZE(count));
    base64url_encode(bytes, count, text);
    return text;
}

static const char *encode_json(cJSON *tree, struct arena *arena)
{
    const char *text = json_print(tree, arena);
    cJSON_Delete(tree);
    return encode_bytes((const uint8_t *)text, strlen(text), arena);
}

const char *jws_header(const char *algorithm, const char *kid, struct arena *arena)
{
    cJSON *header = json_object();
    json_add_string(header, "alg", algorithm);
    json_add_string(header, "kid", kid);
    json_add_string(header, "typ", "JWT");
    return encode_json(header, arena);
}

const char *jws_signing_input(const char *header, cJSON *payload, struct arena *arena)
{
    return arena_printf(arena, "%s.%s", header, encode_json(payload, arena));
}

const char *jws_finish(const char *signing_input, const uint8_t *signature, size_t size,
                       struct arena *arena)
{
    return arena_printf(arena, "%s.%s", signing_input, encode_bytes(signature, size, arena));
}

bool jws_split(const char *text, struct jws *ret_jws)
{
    const char *first = strchr(text, '.');
    const char *second = first ? strchr(first + 1, '.') : NULL;
    if (!second)
        return false;
    *ret_jws = (struct jws){
        .signing_input = text,
        .signing_input_length = (size_t)(second - text),
        .header_length = (size_t)(first - text),
        .payload = first + 1,
        .payload_length = (size_t)(second - first - 1),
        .signature = second + 1,
        .signature_length = strlen(second + 1),
    };
    return true;
}

static bool decode_json(const char *part, size_t length, struct arena *arena,
                        const cJSON **ret_object)
{
    uint8_t bytes[PART_BYTES_MAX];
    size_t count;
    return base64url_decode(part, length, bytes, sizeof(bytes), &count) &&
           json_parse_object((const char *)bytes, count, arena, ret_object) == OK;
}

bool jws_has_header(const struct jws *jws, const char *header)
{
    return strlen(header) == jws->header_length &&
           memcmp(header, jws->signing_input, jws->header_length) == 0;
}

const char *jws_kid(const struct jws *jws, const char *algorithm, struct arena *arena)
{
    const cJSON *header;
    if (!decode_json(jws->signing_input, jws->header_length, arena, &header))
        return NULL;
    struct json_reader reader = json_reader(header, arena);
    const char *asked = json_string(&reader, "alg", 1, 16);
    const char *kid = json_string(&reader, "kid", 1, PART_BYTES_MAX);
    /* An extension that must be understood (RFC 7515, section 4.1.11) is one too many. */
    bool is_ours = !reader.err && strcmp(asked, algorithm) == 0 &&
                   !cJSON_GetObjectItemCaseSensitive(header, "crit");
    return is_ours ? kid : NULL;
}

bool jws_signature(const struct jws *jws, uint8_t *ret_signature, size_t size)
{
    size_t count;
    return base64url_decode(jws->signature, jws->signature_length, ret_signature, size, &count) &&
           count == size;
}

bool jws_payload(const struct jws *jws, struct arena *arena, const cJSON **ret_payload)
{
    return decode_json(jws->payload, jws->payload_length, arena, ret_payload);
}
