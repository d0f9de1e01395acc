/* ticket_code.c -- signing and verifying the codes of tickets. */
#include "base/crypto/ticket_code.h"

#include <assert.h>
#include <string.h>

#include "base/crypto/jws.h"
#include "base/crypto/token_keys.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "base/text/base32.h"

/* The first byte: the version, and how long the kid is. */
#define VERSION_SHIFT 5
#define KID_LENGTH_MASK 31
#define CODE_BYTES_MAX \
    (1 + TOKEN_KID_MAX + 2 * UUID_BYTES + TICKET_CODE_SEAT_BYTES_MAX + ED25519_SIGNATURE_SIZE)
static_assert(TOKEN_KID_MAX == KID_LENGTH_MASK + 1, "five bits say how long a kid is");

bool ticket_keys_parse(const char *text, struct ticket_keys *ret_keys)
{
    struct token_keys secrets;
    if (!token_keys_parse(text, &secrets))
        return false;
    struct ticket_keys keys = {.count = secrets.count};
    for (size_t i = 0; i < secrets.count; i++) {
        const struct token_key *secret = &secrets.keys[i];
        struct ticket_key *key = &keys.keys[i];
        if (secret->secret_length != ED25519_SEED_SIZE)
            return false;
        memcpy(key->kid, secret->kid, sizeof(key->kid));
        memcpy(key->seed, secret->secret, sizeof(key->seed));
        ed25519_public(key->seed, key->public_key);
    }
    *ret_keys = keys;
    return true;
}

static size_t put(uint8_t *bytes, size_t at, const void *what, size_t count)
{
    memcpy(bytes + at, what, count);
    return at + count;
}

/* A picture has room for so many bytes, as JSON too; the end of a longer one tells seats apart. */
#define NUMBER_BYTES_MAX (TICKET_CODE_SEAT_BYTES_MAX - 3) /* behind "…" */

static const char *short_number(const char *number, struct arena *arena)
{
    size_t at = strlen(number);
    size_t start = at;
    for (size_t bytes = 0; at > 0; start = (number[at] & 0xC0) == 0x80 ? start : at) {
        at--;
        bytes += number[at] == '"' || number[at] == '\\' ? 2 : 1;
        if (bytes > NUMBER_BYTES_MAX)
            return arena_printf(arena, "…%s", number + start);
    }
    return number;
}

const char *ticket_code_sign(const struct ticket_keys *keys, const struct ticket_claims *claims,
                             struct arena *arena)
{
    const struct ticket_key *key = &keys->keys[0];
    size_t kid_length = strlen(key->kid);
    const char *seat_number = short_number(claims->seat_number, arena);
    size_t seat_length = strlen(seat_number);
    assert(kid_length >= 1 && seat_length <= TICKET_CODE_SEAT_BYTES_MAX);
    uint8_t bytes[CODE_BYTES_MAX];
    bytes[0] = (uint8_t)(TICKET_CODE_VERSION << VERSION_SHIFT | (kid_length - 1));
    size_t at = put(bytes, 1, key->kid, kid_length);
    uuid_to_bytes(&claims->ticket_id, bytes + at);
    uuid_to_bytes(&claims->show_id, bytes + at + UUID_BYTES);
    at = put(bytes, at + 2 * UUID_BYTES, seat_number, seat_length);
    ed25519_sign(key->seed, (const char *)bytes, at, bytes + at);
    char *code = arena_alloc(arena, BASE32_SIZE(at + ED25519_SIGNATURE_SIZE));
    base32_encode(bytes, at + ED25519_SIGNATURE_SIZE, code);
    return code;
}

const char *ticket_code_sign_jws(const struct ticket_keys *keys, const struct ticket_claims *claims,
                                 struct arena *arena)
{
    const struct ticket_key *key = &keys->keys[0];
    cJSON *payload = json_object();
    json_add_string(payload, "ticketId", claims->ticket_id.text);
    json_add_string(payload, "showId", claims->show_id.text);
    json_add_string(payload, "seatNumber", short_number(claims->seat_number, arena));
    json_add_time(payload, "startsAt", claims->starts_at_ms);
    const char *header = jws_header(TICKET_CODE_ALGORITHM, key->kid, arena);
    const char *input = jws_signing_input(header, payload, arena);
    uint8_t signature[ED25519_SIGNATURE_SIZE];
    ed25519_sign(key->seed, input, strlen(input), signature);
    return jws_finish(input, signature, sizeof(signature), arena);
}

static const struct ticket_key *find_key(const struct ticket_keys *keys, const char *kid)
{
    for (size_t i = 0; kid && i < keys->count; i++)
        if (strcmp(keys->keys[i].kid, kid) == 0)
            return &keys->keys[i];
    return NULL;
}

static bool verify_jws(const struct ticket_keys *keys, const char *code, struct arena *arena,
                       struct uuid *ret_ticket_id)
{
    struct jws jws;
    if (!jws_split(code, &jws))
        return false;
    const struct ticket_key *key = find_key(keys, jws_kid(&jws, TICKET_CODE_ALGORITHM, arena));
    uint8_t signature[ED25519_SIGNATURE_SIZE];
    if (!key || !jws_signature(&jws, signature, sizeof(signature)) ||
        !ed25519_verify(key->public_key, jws.signing_input, jws.signing_input_length, signature))
        return false;
    const cJSON *payload;
    if (!jws_payload(&jws, arena, &payload))
        return false;
    struct json_reader reader = json_reader(payload, arena);
    struct uuid ticket_id = json_uuid(&reader, "ticketId");
    if (reader.err)
        return false;
    *ret_ticket_id = ticket_id;
    return true;
}

static bool verify_bytes(const struct ticket_keys *keys, const uint8_t *bytes, size_t count,
                         struct uuid *ret_ticket_id)
{
    if (count == 0 || bytes[0] >> VERSION_SHIFT != TICKET_CODE_VERSION)
        return false;
    size_t kid_length = (bytes[0] & KID_LENGTH_MASK) + 1u;
    size_t before_seat = 1 + kid_length + 2 * UUID_BYTES;
    if (count < before_seat + ED25519_SIGNATURE_SIZE)
        return false;
    char kid[TOKEN_KID_MAX + 1] = "";
    memcpy(kid, bytes + 1, kid_length);
    /* A zero within it would make a shorter kid of it. */
    const struct ticket_key *key = strlen(kid) == kid_length ? find_key(keys, kid) : NULL;
    size_t signed_count = count - ED25519_SIGNATURE_SIZE;
    if (!key ||
        !ed25519_verify(key->public_key, (const char *)bytes, signed_count, bytes + signed_count))
        return false;
    *ret_ticket_id = uuid_from_bytes(bytes + 1 + kid_length);
    return true;
}

bool ticket_code_verify(const struct ticket_keys *keys, const char *code, struct arena *arena,
                        struct uuid *ret_ticket_id)
{
    if (strchr(code, '.'))
        return verify_jws(keys, code, arena, ret_ticket_id);
    uint8_t bytes[CODE_BYTES_MAX];
    size_t count;
    return base32_decode(code, strlen(code), bytes, sizeof(bytes), &count) &&
           verify_bytes(keys, bytes, count, ret_ticket_id);
}
