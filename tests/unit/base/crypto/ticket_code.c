/* ticket_code.c -- tests of the codes of tickets and of their keys. */
#include "base/crypto/ticket_code.h"

#include <string.h>

#include "base/crypto/jws.h"
#include "base/crypto/token.h"
#include "base/json/json_build.h"
#include "base/text/base32.h"
#include "base/text/qr_svg.h"
#include "sale/plan/hall_limits.h"
#include "unit/unit.h"

#define SEED "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
#define OTHER_SEED "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
#define SEED_33 "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEy"
#define TICKET "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define SHOW "017f22e2-79b0-7cc3-98c4-dc0c0c073990"

/* What another program made of the form that ticket_code.h describes, with the key k1. */
#define CODE                                                                                \
    "EFVTCAL7ELRHTMD4YOMMJXAMBQDTTDYBP4ROE6NQPTBZRRG4BQGAOOMQIEYTETWH3OENLJ4ELCIZ2WR37E7PV" \
    "ULGDSORJOFP5ETIRTGTJVX4EU272TEV2WH4VEWRDKRXOTK47MDYMHDB3C5RU5CSEEB52BPNOL2TOIFQ"
/* The bytes that it signs, of which the first and the kid come before. */
#define IDS                                                            \
    "\x01\x7f\x22\xe2\x79\xb0\x7c\xc3\x98\xc4\xdc\x0c\x0c\x07\x39\x8f" \
    "\x01\x7f\x22\xe2\x79\xb0\x7c\xc3\x98\xc4\xdc\x0c\x0c\x07\x39\x90"

static struct arena *fresh_arena(void)
{
    static struct arena *arena;
    if (!arena)
        arena = arena_create(1 << 20);
    arena_reset(arena);
    return arena;
}

static struct ticket_keys keys_of(const char *text)
{
    struct ticket_keys keys = {0};
    CHECK_ROW(ticket_keys_parse(text, &keys), text);
    return keys;
}

static struct ticket_claims claims_of(const char *seat_number)
{
    struct ticket_claims claims = {.seat_number = seat_number,
                                   .starts_at_ms = INT64_C(1798106400000)};
    CU_ASSERT_TRUE(uuid_parse(TICKET, &claims.ticket_id) && uuid_parse(SHOW, &claims.show_id));
    return claims;
}

static char *sign_seat(const char *keys_text, const char *seat_number, struct arena *arena)
{
    struct ticket_keys keys = keys_of(keys_text);
    struct ticket_claims claims = claims_of(seat_number);
    return arena_strdup(arena, ticket_code_sign(&keys, &claims, arena));
}

/* As release 0.2.0 did. */
static char *sign_seat_jws(const char *keys_text, const char *seat_number, struct arena *arena)
{
    struct ticket_keys keys = keys_of(keys_text);
    struct ticket_claims claims = claims_of(seat_number);
    return arena_strdup(arena, ticket_code_sign_jws(&keys, &claims, arena));
}

static char *sign_jws(const char *keys_text, struct arena *arena)
{
    return sign_seat_jws(keys_text, "A12", arena);
}

static char *sign(const char *keys_text, struct arena *arena)
{
    return sign_seat(keys_text, "A12", arena);
}

/* On a refusal the id must be left alone. */
static bool verifies(const char *keys_text, const char *code, struct arena *arena)
{
    struct ticket_keys keys = keys_of(keys_text);
    struct uuid ticket_id = {.text = "untouched"};
    bool good = ticket_code_verify(&keys, code, arena, &ticket_id);
    CHECK_ROW(strcmp(ticket_id.text, good ? TICKET : "untouched") == 0, code);
    return good;
}

/* What somebody who has the key k1 could make: any header, any payload, a good signature. */
static bool forgery_verifies(const char *algorithm, const char *kid, const char *payload)
{
    struct arena *arena = fresh_arena();
    struct ticket_keys keys = keys_of("k1:" SEED);
    const char *input =
        jws_signing_input(jws_header(algorithm, kid, arena), cJSON_Parse(payload), arena);
    uint8_t signature[ED25519_SIGNATURE_SIZE];
    ed25519_sign(keys.keys[0].seed, input, strlen(input), signature);
    return verifies("k1:" SEED, jws_finish(input, signature, sizeof(signature), arena), arena);
}

/* The same of the other form: whatever bytes, a good signature. */
static bool bytes_verify(const char *keys_text, const char *bytes, size_t count)
{
    struct arena *arena = fresh_arena();
    struct ticket_keys keys = keys_of(keys_text);
    uint8_t *whole = arena_alloc(arena, count + ED25519_SIGNATURE_SIZE);
    memcpy(whole, bytes, count);
    ed25519_sign(keys.keys[0].seed, bytes, count, whole + count);
    char *code = arena_alloc(arena, BASE32_SIZE(count + ED25519_SIGNATURE_SIZE));
    base32_encode(whole, count + ED25519_SIGNATURE_SIZE, code);
    return verifies(keys_text, code, arena);
}

static void a_code_is_what_is_written_of_it(void)
{
    struct arena *arena = fresh_arena();
    CU_ASSERT_STRING_EQUAL(sign("k1:" SEED, arena), CODE);
    CU_ASSERT_TRUE(verifies("k1:" SEED, CODE, arena));
}

/* And into 49 modules with a kid and a number of 41 bytes; tests/api/account/tickets.test.mjs has
 * the picture. */
static void a_kid_and_a_number_of_nine_bytes_fit_into_170_characters(void)
{
    struct arena *arena = fresh_arena();
    CU_ASSERT_EQUAL(strlen(sign_seat("k1:" SEED, "A-12-34", arena)), 170);
    CU_ASSERT(strlen(sign_seat("k1:" SEED, "A-12-345", arena)) > 170);
}

/* Each row differs in one thing from the first, which is a code. */
static void bytes_that_are_no_code_are_refused_however_well_signed(void)
{
    static const struct {
        const char *what, *bytes;
        size_t count;
    } rows[] = {
        {"a code", "\x21k1" IDS "A12", 38},
        {"version 0", "\x01k1" IDS "A12", 38},
        {"version 2", "\x41k1" IDS "A12", 38},
        {"a shorter kid", "\x20k" IDS "A12", 37},
        {"a kid of another length", "\x22k1" IDS "A12", 38},
        {"a zero in the kid", "\x22k1\0" IDS "A12", 39},
        {"another kid", "\x21k2" IDS "A12", 38},
        {"no whole ids", "\x21k1" IDS, 34},
        {"nothing", "", 0},
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(bytes_verify("k1:" SEED, rows[i].bytes, rows[i].count) == (i == 0), rows[i].what);
}

/* What the release before has signed opens the door all the same. */
static void an_older_code_verifies_too(void)
{
    struct arena *arena = fresh_arena();
    const char *code = sign_jws("k1:" SEED, arena);
    CU_ASSERT_PTR_NOT_NULL(strchr(code, '.'));
    CU_ASSERT_TRUE(verifies("k1:" SEED, code, arena));
    CU_ASSERT_TRUE(verifies("k2:" OTHER_SEED ",k1:" SEED, code, arena));
    CU_ASSERT_FALSE(verifies("k2:" OTHER_SEED, code, arena));
    CU_ASSERT_FALSE(verifies("k1:" SEED, sign_jws("k1:" OTHER_SEED, arena), arena));
}

static void an_older_code_says_as_little_as_is_of_use_offline(void)
{
    struct arena *arena = fresh_arena();
    struct jws jws;
    const cJSON *payload;
    CU_ASSERT_TRUE_FATAL(jws_split(sign_jws("k1:" SEED, arena), &jws));
    CU_ASSERT_TRUE_FATAL(jws_payload(&jws, arena, &payload));
    CU_ASSERT_STRING_EQUAL(json_print(payload, arena),
                           "{\"ticketId\":\"" TICKET "\",\"showId\":\"" SHOW "\","
                           "\"seatNumber\":\"A12\",\"startsAt\":\"2026-12-24T10:00:00.000Z\"}");
}

static void a_code_verifies_and_names_its_ticket(void)
{
    struct arena *arena = fresh_arena();
    CU_ASSERT_TRUE(verifies("k1:" SEED, sign("k1:" SEED, arena), arena));
    CU_ASSERT_STRING_EQUAL(sign("k1:" SEED, arena), sign("k1:" SEED, arena));
}

#define LONG_KEY "key-with-an-id-of-32-characters-:" SEED

/* A number of so many characters that are alike, and a digit. */
static const char *long_number(size_t count, const char *character, struct arena *arena)
{
    const char *number = "7";
    for (size_t i = 0; i + 1 < count; i++)
        number = arena_printf(arena, "%s%s", character, number);
    return number;
}

/* Of a code that was signed by LONG_KEY. */
static const char *seat_number_of(const char *code, struct arena *arena)
{
    uint8_t bytes[1024];
    size_t count;
    CU_ASSERT_TRUE_FATAL(base32_decode(code, strlen(code), bytes, sizeof(bytes), &count));
    size_t before = 1 + TOKEN_KID_MAX + 2 * UUID_BYTES;
    return arena_printf(arena, "%.*s", (int)(count - before - ED25519_SIGNATURE_SIZE),
                        (const char *)bytes + before);
}

static const char *seat_number_of_jws(const char *code, struct arena *arena)
{
    struct jws jws;
    const cJSON *payload;
    CU_ASSERT_TRUE_FATAL(jws_split(code, &jws));
    CU_ASSERT_TRUE_FATAL(jws_payload(&jws, arena, &payload));
    return cJSON_GetObjectItemCaseSensitive(payload, "seatNumber")->valuestring;
}

/* Of a number that is too long for it a code has the end. */
static void the_longest_number_of_a_seat_fits_into_a_picture(void)
{
    static const struct {
        const char *character;
        size_t whole; /* characters that a code has room for */
    } rows[] = {{"\xf0\x9f\x8e\xab", 102}, {"\"", 203}, {"\\", 203}, {"x", SEAT_NUMBER_MAX}};
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct arena *arena = fresh_arena();
        const char *whole = long_number(rows[i].whole, rows[i].character, arena);
        const char *longest = long_number(SEAT_NUMBER_MAX, rows[i].character, arena);
        const char *shortened =
            rows[i].whole == SEAT_NUMBER_MAX ? longest : arena_printf(arena, "…%s", whole);
        const char *code = sign_seat(LONG_KEY, longest, arena);
        CHECK_ROW(strlen(code) <= QR_TEXT_MAX && verifies(LONG_KEY, code, arena), shortened);
        CU_ASSERT_STRING_EQUAL(seat_number_of(code, arena), shortened);
        const char *jws = sign_seat_jws(LONG_KEY, longest, arena);
        CHECK_ROW(strlen(jws) <= QR_TEXT_MAX && verifies(LONG_KEY, jws, arena), shortened);
        CU_ASSERT_STRING_EQUAL(seat_number_of_jws(jws, arena), shortened);
        CU_ASSERT_STRING_EQUAL(seat_number_of_jws(sign_seat_jws(LONG_KEY, whole, arena), arena),
                               whole);
    }
}

static void the_first_key_signs_and_every_key_verifies(void)
{
    struct arena *arena = fresh_arena();
    const char *old_code = sign("k1:" SEED, arena);
    const char *new_code = sign("k2:" OTHER_SEED ",k1:" SEED, arena);
    CU_ASSERT_TRUE(verifies("k2:" OTHER_SEED ",k1:" SEED, old_code, arena));
    CU_ASSERT_TRUE(verifies("k2:" OTHER_SEED ",k1:" SEED, new_code, arena));
    CU_ASSERT_TRUE(verifies("k2:" OTHER_SEED, new_code, arena));
    CU_ASSERT_FALSE(verifies("k2:" OTHER_SEED, old_code, arena));
    CU_ASSERT_FALSE(verifies("k1:" SEED, new_code, arena));
}

static void the_same_kid_with_another_seed_is_refused(void)
{
    struct arena *arena = fresh_arena();
    CU_ASSERT_FALSE(verifies("k1:" SEED, sign("k1:" OTHER_SEED, arena), arena));
}

static void every_change_is_noticed(char *code, struct arena *arena)
{
    for (size_t i = 0; code[i]; i++) {
        char kept = code[i];
        code[i] = kept == 'A' ? 'B' : 'A';
        CHECK_ROW(!verifies("k1:" SEED, code, arena), code);
        code[i] = kept;
    }
    CU_ASSERT_TRUE(verifies("k1:" SEED, code, arena));
    for (size_t length = strlen(code); length > 0; length--)
        CHECK_ROW(!verifies("k1:" SEED, arena_strndup(arena, code, length - 1), arena), code);
}

static void every_changed_character_is_noticed(void)
{
    struct arena *arena = fresh_arena();
    every_change_is_noticed(sign("k1:" SEED, arena), arena);
    every_change_is_noticed(sign_jws("k1:" SEED, arena), arena);
}

static void other_algorithms_are_refused(void)
{
    static const char payload[] = "{\"ticketId\":\"" TICKET "\"}";
    static const char *const rows[] = {"none", "None", "HS256", "ES256", "Ed25519", "eddsa", ""};
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(!forgery_verifies(rows[i], "k1", payload), rows[i]);
    CU_ASSERT_TRUE(forgery_verifies("EdDSA", "k1", payload));
    CU_ASSERT_FALSE(forgery_verifies("EdDSA", "k2", payload));
}

/* The public key is no secret, so it must not do as one: the classic confusion of algorithms. */
static void a_mac_by_the_public_key_is_no_signature(void)
{
    struct arena *arena = fresh_arena();
    struct ticket_keys keys = keys_of("k1:" SEED);
    struct token_keys same = {.count = 1,
                              .keys = {{.kid = "k1", .secret_length = ED25519_PUBLIC_SIZE}}};
    memcpy(same.keys[0].secret, keys.keys[0].public_key, ED25519_PUBLIC_SIZE);
    cJSON *payload = cJSON_Parse("{\"ticketId\":\"" TICKET "\"}");
    const char *input = jws_signing_input(jws_header("HS256", "k1", arena), payload, arena);
    struct token_signer *signer = token_signer_create(&same);
    struct sha256 mac = token_mac(signer, input);
    CU_ASSERT_FALSE(verifies("k1:" SEED, jws_finish(input, mac.bytes, SHA256_SIZE, arena), arena));
    token_signer_destroy(signer);
}

static void a_payload_without_a_ticket_is_refused(void)
{
    static const char *const rows[] = {
        "{}",
        "{\"ticketId\":null}",
        "{\"ticketId\":17}",
        "{\"ticketId\":\"\"}",
        "{\"ticketId\":\"" TICKET " \"}",
        "{\"ticketid\":\"" TICKET "\"}",
        "[\"" TICKET "\"]",
        "\"" TICKET "\"",
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(!forgery_verifies("EdDSA", "k1", rows[i]), rows[i]);
}

static void what_is_no_code_is_refused(void)
{
    static const char *const rows[] = {
        "",       ".",      "..",       "...",         "a",          "A",
        "a.b",    "a.b.c",  "e30.e30.", "e30.e30.e30", "\xff.\xff.", TICKET,
        CODE " ", CODE "A", "]Q3" CODE, CODE "." CODE,
    };
    struct arena *arena = fresh_arena();
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(!verifies("k1:" SEED, rows[i], arena), rows[i]);
}

static void a_seed_has_32_bytes(void)
{
    static const char *const rows[] = {
        "",
        "k1",
        "k1:",
        "k1:" SEED_33,
        "k1:" SEED "=",
        "k1:" SEED ",k1:" OTHER_SEED,
        "k1:" SEED ",k2:" SEED_33,
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct ticket_keys keys = {.count = 42};
        CHECK_ROW(!ticket_keys_parse(rows[i], &keys) && keys.count == 42, rows[i]);
    }
}

CU_TestInfo ticket_code_tests[] = {
    UNIT(a_code_is_what_is_written_of_it),
    UNIT(a_kid_and_a_number_of_nine_bytes_fit_into_170_characters),
    UNIT(bytes_that_are_no_code_are_refused_however_well_signed),
    UNIT(an_older_code_verifies_too),
    UNIT(an_older_code_says_as_little_as_is_of_use_offline),
    UNIT(a_code_verifies_and_names_its_ticket),
    UNIT(the_longest_number_of_a_seat_fits_into_a_picture),
    UNIT(the_first_key_signs_and_every_key_verifies),
    UNIT(the_same_kid_with_another_seed_is_refused),
    UNIT(every_changed_character_is_noticed),
    UNIT(other_algorithms_are_refused),
    UNIT(a_mac_by_the_public_key_is_no_signature),
    UNIT(a_payload_without_a_ticket_is_refused),
    UNIT(what_is_no_code_is_refused),
    UNIT(a_seed_has_32_bytes),
    CU_TEST_INFO_NULL,
};
