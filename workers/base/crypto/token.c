/* token.c -- signing and verifying JSON Web Tokens. */
#include "base/crypto/token.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto/jws.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "base/log.h"

#define ALGORITHM "HS256"
#define SECONDS_MAX INT64_C(253402300799)         /* the end of the year 9999 */
#define QUEUE_NUMBER_MAX ((INT64_C(1) << 53) - 1) /* what a JSON number holds exactly */
#define HEADERS_BYTES_MAX 4096

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

/* One for each key, in their order. */
struct token_signer {
    const struct token_keys *keys;
    struct arena *arena; /* of the headers */
    struct signing {
        const char *header;
        struct hasher *hasher; /* with the key */
    } of_key[TOKEN_KEYS_MAX];
};

struct token_signer *token_signer_create(const struct token_keys *keys)
{
    struct token_signer *signer = malloc(sizeof(*signer));
    if (!signer)
        abort();
    *signer = (struct token_signer){.keys = keys, .arena = arena_create(HEADERS_BYTES_MAX)};
    for (size_t i = 0; i < keys->count; i++) {
        const struct token_key *key = &keys->keys[i];
        signer->of_key[i] = (struct signing){
            .header = jws_header(ALGORITHM, key->kid, signer->arena),
            .hasher = hasher_create(),
        };
        hasher_set_key(signer->of_key[i].hasher, (struct span){key->secret, key->secret_length});
    }
    return signer;
}

void token_signer_destroy(struct token_signer *signer)
{
    if (!signer)
        return;
    for (size_t i = 0; i < signer->keys->count; i++)
        hasher_destroy(signer->of_key[i].hasher);
    arena_destroy(signer->arena);
    free(signer);
}

struct sha256 token_mac(const struct token_signer *signer, const char *input)
{
    return hasher_hmac(signer->of_key[0].hasher, (struct span){input, strlen(input)});
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

const char *token_sign(const struct token_signer *signer, const struct token_claims *claims,
                       struct arena *arena)
{
    const char *header = signer->of_key[0].header;
    const char *input = jws_signing_input(header, encode_claims(claims), arena);
    struct sha256 mac = token_mac(signer, input);
    return jws_finish(input, mac.bytes, sizeof(mac.bytes), arena);
}

/* NULL: it is by none of the keys. Ours have one header a key; what else is fine is read. */
static struct hasher *find_hasher(const struct token_signer *signer, const struct jws *jws,
                                  struct arena *arena)
{
    for (size_t i = 0; i < signer->keys->count; i++)
        if (jws_has_header(jws, signer->of_key[i].header))
            return signer->of_key[i].hasher;
    const char *kid = jws_kid(jws, ALGORITHM, arena);
    for (size_t i = 0; kid && i < signer->keys->count; i++)
        if (strcmp(signer->keys->keys[i].kid, kid) == 0)
            return signer->of_key[i].hasher;
    return NULL;
}

static bool signature_matches(struct hasher *hasher, const struct jws *jws)
{
    uint8_t given[SHA256_SIZE];
    if (!jws_signature(jws, given, sizeof(given)))
        return false;
    struct span signed_part = {jws->signing_input, jws->signing_input_length};
    struct sha256 mac = hasher_hmac(hasher, signed_part);
    return CRYPTO_memcmp(given, mac.bytes, sizeof(given)) == 0;
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

enum err token_verify(const struct token_signer *signer, const char *text, int64_t now_ms,
                      struct arena *arena, struct token_claims *ret_claims)
{
    struct jws jws;
    if (!jws_split(text, &jws))
        return ERR_INVALID_TOKEN;
    struct hasher *hasher = find_hasher(signer, &jws, arena);
    if (!hasher || !signature_matches(hasher, &jws))
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
