/* token.c -- signing and verifying JSON Web Tokens. */
#include "base/token.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64url.h"
#include "base/json.h"
#include "base/log.h"

/* Ours take some 300 bytes each; the rest is room for a long kid. */
#define PART_BYTES_MAX 768
#define SECONDS_MAX INT64_C(253402300799)         /* the end of the year 9999 */
#define QUEUE_NUMBER_MAX ((INT64_C(1) << 53) - 1) /* what a JSON number holds exactly */
#define VERIFY_ARENA_BYTES 4096

static const char *kind_name(enum token_kind kind)
{
    return kind == TOKEN_ACCESS ? "access" : "queue";
}

void token_mac(const struct token_key *key, const char *input, size_t length,
               uint8_t ret_mac[TOKEN_MAC_SIZE])
{
    unsigned written = 0;
    if (!HMAC(EVP_sha256(), key->secret, (int)key->secret_length, (const unsigned char *)input,
              length, ret_mac, &written) ||
        written != TOKEN_MAC_SIZE) {
        log_error("HMAC failed kid=%s", key->kid);
        abort();
    }
}

static const char *encode_part(const char *bytes, size_t count, struct arena *arena)
{
    char *text = arena_alloc(arena, BASE64URL_SIZE(count));
    base64url_encode((const uint8_t *)bytes, count, text);
    return text;
}

static const char *encode_json(cJSON *tree, struct arena *arena)
{
    const char *text = json_print(tree, arena);
    cJSON_Delete(tree);
    return encode_part(text, strlen(text), arena);
}

static const char *encode_header(const struct token_key *key, struct arena *arena)
{
    cJSON *header = json_object();
    json_add_string(header, "alg", "HS256");
    json_add_string(header, "kid", key->kid);
    json_add_string(header, "typ", "JWT");
    return encode_json(header, arena);
}

static const char *encode_claims(const struct token_claims *claims, struct arena *arena)
{
    cJSON *payload = json_object();
    json_add_string(payload, "sub", claims->user_id.text);
    json_add_string(payload, "kind", kind_name(claims->kind));
    json_add_string(payload, "role", role_name(claims->role));
    if (claims->kind == TOKEN_ACCESS) {
        json_add_string(payload, "family", claims->family_id.text);
    } else {
        json_add_string(payload, "concertId", claims->concert_id.text);
        json_add_int(payload, "queueNumber", claims->queue_number);
    }
    json_add_int(payload, "iat", claims->issued_at_ms / 1000);
    json_add_int(payload, "exp", claims->expires_at_ms / 1000);
    return encode_json(payload, arena);
}

const char *token_sign(const struct token_keys *keys, const struct token_claims *claims,
                       struct arena *arena)
{
    const struct token_key *key = &keys->keys[0];
    const char *input =
        arena_printf(arena, "%s.%s", encode_header(key, arena), encode_claims(claims, arena));
    uint8_t mac[TOKEN_MAC_SIZE];
    token_mac(key, input, strlen(input), mac);
    return arena_printf(arena, "%s.%s", input, encode_part((const char *)mac, sizeof(mac), arena));
}

/* The three parts of a compact serialization, as they stand between the dots. */
struct parts {
    const char *header, *payload, *signature;
    size_t header_length, payload_length, signature_length;
};

static bool split(const char *text, struct parts *ret_parts)
{
    const char *first = strchr(text, '.');
    const char *second = first ? strchr(first + 1, '.') : NULL;
    if (!second)
        return false;
    *ret_parts = (struct parts){
        .header = text,
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

/* The key that the header names, or NULL when it asks for anything but one of ours with HS256. */
static const struct token_key *find_key(const struct token_keys *keys, const struct parts *parts,
                                        struct arena *arena)
{
    const cJSON *header;
    if (!decode_json(parts->header, parts->header_length, arena, &header))
        return NULL;
    struct json_reader reader = json_reader(header, arena);
    const char *algorithm = json_string(&reader, "alg", 1, 16);
    const char *kid = json_string(&reader, "kid", 1, TOKEN_KID_MAX);
    /* An extension that must be understood (RFC 7515, section 4.1.11) is one too many. */
    if (reader.err || strcmp(algorithm, "HS256") != 0 ||
        cJSON_GetObjectItemCaseSensitive(header, "crit"))
        return NULL;
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->keys[i].kid, kid) == 0)
            return &keys->keys[i];
    return NULL;
}

static bool signature_matches(const struct token_key *key, const struct parts *parts)
{
    uint8_t given[TOKEN_MAC_SIZE], mac[TOKEN_MAC_SIZE];
    size_t count;
    if (!base64url_decode(parts->signature, parts->signature_length, given, sizeof(given),
                          &count) ||
        count != sizeof(given))
        return false;
    token_mac(key, parts->header, parts->header_length + 1 + parts->payload_length, mac);
    return CRYPTO_memcmp(given, mac, sizeof(mac)) == 0;
}

static bool read_claims(const cJSON *payload, struct arena *arena, struct token_claims *ret_claims)
{
    struct json_reader reader = json_reader(payload, arena);
    struct token_claims claims = {.user_id = json_uuid(&reader, "sub")};
    const char *kind = json_string(&reader, "kind", 1, 16);
    const char *role = json_string(&reader, "role", 1, 16);
    claims.issued_at_ms = json_int(&reader, "iat", 0, SECONDS_MAX) * 1000;
    claims.expires_at_ms = json_int(&reader, "exp", 0, SECONDS_MAX) * 1000;
    if (strcmp(kind, kind_name(TOKEN_ACCESS)) == 0) {
        claims.kind = TOKEN_ACCESS;
        claims.family_id = json_uuid(&reader, "family");
    } else if (strcmp(kind, kind_name(TOKEN_QUEUE)) == 0) {
        claims.kind = TOKEN_QUEUE;
        claims.concert_id = json_uuid(&reader, "concertId");
        claims.queue_number = json_int(&reader, "queueNumber", 0, QUEUE_NUMBER_MAX);
    } else {
        return false;
    }
    if (reader.err || !role_parse(role, &claims.role))
        return false;
    *ret_claims = claims;
    return true;
}

static enum err verify(const struct token_keys *keys, const char *text, int64_t now_ms,
                       struct arena *arena, struct token_claims *ret_claims)
{
    struct parts parts;
    if (!split(text, &parts))
        return ERR_INVALID_TOKEN;
    const struct token_key *key = find_key(keys, &parts, arena);
    if (!key || !signature_matches(key, &parts))
        return ERR_INVALID_TOKEN;
    const cJSON *payload;
    struct token_claims claims;
    if (!decode_json(parts.payload, parts.payload_length, arena, &payload) ||
        !read_claims(payload, arena, &claims))
        return ERR_INVALID_TOKEN;
    if (now_ms >= claims.expires_at_ms)
        return ERR_TOKEN_EXPIRED;
    *ret_claims = claims;
    return OK;
}

enum err token_verify(const struct token_keys *keys, const char *text, int64_t now_ms,
                      struct token_claims *ret_claims)
{
    struct arena *arena = arena_create(VERIFY_ARENA_BYTES);
    enum err err = verify(keys, text, now_ms, arena, ret_claims);
    arena_destroy(arena);
    return err;
}
