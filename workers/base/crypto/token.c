/* token.c -- signing and verifying JSON Web Tokens. */
#include "base/crypto/token.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto/jws.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "base/log.h"

#define ALGORITHM "HS256"
#define SECONDS_MAX INT64_C(253402300799)         /* the end of the year 9999 */
#define QUEUE_NUMBER_MAX ((INT64_C(1) << 53) - 1) /* what a JSON number holds exactly */
#define VERIFY_ARENA_BYTES 4096

static const char *const role_names[ROLE_COUNT] = {
    [ROLE_BUYER] = "buyer",
    [ROLE_STAFF] = "staff",
    [ROLE_ADMIN] = "admin",
};

const char *role_name(enum role role)
{
    return role_names[role];
}

bool role_parse(const char *name, enum role *ret_role)
{
    for (enum role role = ROLE_BUYER; role < ROLE_COUNT; role++) {
        if (strcmp(name, role_names[role]) == 0) {
            *ret_role = role;
            return true;
        }
    }
    return false;
}

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

static cJSON *encode_claims(const struct token_claims *claims)
{
    cJSON *payload = json_object();
    json_add_string(payload, "sub", claims->user_id.text);
    json_add_string(payload, "kind", kind_name(claims->kind));
    json_add_string(payload, "role", role_name(claims->role));
    if (claims->kind == TOKEN_ACCESS || *claims->family_id.text)
        json_add_string(payload, "family", claims->family_id.text);
    if (claims->kind == TOKEN_QUEUE) {
        json_add_string(payload, "concertId", claims->concert_id.text);
        json_add_int(payload, "queueNumber", claims->queue_number);
        if (claims->is_lobby)
            json_add_bool(payload, "lobby", true);
    }
    json_add_int(payload, "iat", claims->issued_at_ms / 1000);
    json_add_int(payload, "exp", claims->expires_at_ms / 1000);
    return payload;
}

const char *token_sign(const struct token_keys *keys, const struct token_claims *claims,
                       struct arena *arena)
{
    const struct token_key *key = &keys->keys[0];
    const char *input = jws_signing_input(ALGORITHM, key->kid, encode_claims(claims), arena);
    uint8_t mac[TOKEN_MAC_SIZE];
    token_mac(key, input, strlen(input), mac);
    return jws_finish(input, mac, sizeof(mac), arena);
}

static const struct token_key *find_key(const struct token_keys *keys, const char *kid)
{
    for (size_t i = 0; kid && i < keys->count; i++)
        if (strcmp(keys->keys[i].kid, kid) == 0)
            return &keys->keys[i];
    return NULL;
}

static bool signature_matches(const struct token_key *key, const struct jws *jws)
{
    uint8_t given[TOKEN_MAC_SIZE], mac[TOKEN_MAC_SIZE];
    if (!jws_signature(jws, given, sizeof(given)))
        return false;
    token_mac(key, jws->signing_input, jws->signing_input_length, mac);
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
        claims.is_lobby = json_has(&reader, "lobby");
        if (json_has(&reader, "family"))
            claims.family_id = json_uuid(&reader, "family");
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
    struct jws jws;
    if (!jws_split(text, &jws))
        return ERR_INVALID_TOKEN;
    const struct token_key *key = find_key(keys, jws_kid(&jws, ALGORITHM, arena));
    if (!key || !signature_matches(key, &jws))
        return ERR_INVALID_TOKEN;
    const cJSON *payload;
    struct token_claims claims;
    if (!jws_payload(&jws, arena, &payload) || !read_claims(payload, arena, &claims))
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
