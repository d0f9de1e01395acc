/* ticket_code.c -- signing and verifying the codes of tickets. */
#include "base/crypto/ticket_code.h"

#include <string.h>

#include "base/crypto/jws.h"
#include "base/crypto/token_keys.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"

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

/* A picture has room for so many bytes of JSON; of a longer number its end tells seats apart. */
#define NUMBER_BYTES_MAX 405

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
    cJSON *payload = json_object();
    json_add_string(payload, "ticketId", claims->ticket_id.text);
    json_add_string(payload, "showId", claims->show_id.text);
    json_add_string(payload, "seatNumber", short_number(claims->seat_number, arena));
    json_add_time(payload, "startsAt", claims->starts_at_ms);
    const char *input = jws_signing_input(TICKET_CODE_ALGORITHM, key->kid, payload, arena);
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

bool ticket_code_verify(const struct ticket_keys *keys, const char *code, struct arena *arena,
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
