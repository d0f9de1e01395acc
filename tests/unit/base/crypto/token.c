/* token.c -- tests of the JSON Web Tokens. */
#include "base/crypto/token.h"

#include <string.h>

#include "base/text/base64url.h"
#include "unit/unit.h"

#define SECRET "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
#define OTHER_SECRET "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
#define USER "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
#define OTHER "017f22e2-79b0-7cc3-98c4-dc0c0c073990"
#define NOW_MS INT64_C(1798106400000)

#define HEADER "{\"alg\":\"HS256\",\"kid\":\"k1\",\"typ\":\"JWT\"}"
#define ACCESS_BUT_EXP                                                                 \
    "{\"sub\":\"" USER "\",\"kind\":\"access\",\"role\":\"buyer\",\"family\":\"" OTHER \
    "\",\"iat\":1798106400"
#define ACCESS ACCESS_BUT_EXP ",\"exp\":1798110000}"

static void release_signer(void *signer)
{
    token_signer_destroy(signer);
}

static struct token_signer *signer_of(const char *text, struct arena *arena)
{
    struct token_keys *keys = arena_alloc(arena, sizeof(*keys));
    CHECK_ROW(token_keys_parse(text, keys), text);
    struct token_signer *signer = token_signer_create(keys);
    arena_defer(arena, release_signer, signer);
    return signer;
}

static struct uuid uuid_of(const char *text)
{
    struct uuid uuid = {0};
    CHECK_ROW(uuid_parse(text, &uuid), text);
    return uuid;
}

static struct token_claims access_claims(void)
{
    return (struct token_claims){.kind = TOKEN_ACCESS,
                                 .user_id = uuid_of(USER),
                                 .role = ROLE_STAFF,
                                 .family_id = uuid_of(OTHER),
                                 .issued_at_ms = NOW_MS,
                                 .expires_at_ms = NOW_MS + 3600000};
}

static const char *encode(struct arena *arena, const char *text)
{
    char *encoded = arena_alloc(arena, BASE64URL_SIZE(strlen(text)));
    base64url_encode((const uint8_t *)text, strlen(text), encoded);
    return encoded;
}

/* What somebody who has the key k1 could make: any header, any claims, a good signature. */
static const char *forge(struct arena *arena, const char *header, const char *claims)
{
    const char *input = arena_printf(arena, "%s.%s", encode(arena, header), encode(arena, claims));
    struct sha256 mac = token_mac(signer_of("k1:" SECRET, arena), input);
    char signature[BASE64URL_SIZE(SHA256_SIZE)];
    base64url_encode(mac.bytes, SHA256_SIZE, signature);
    return arena_printf(arena, "%s.%s", input, signature);
}

/* Verifies with the key k1 at NOW_MS; on a refusal the claims must be left alone. */
static enum err verify(const char *token)
{
    struct arena *arena = arena_create(1 << 16);
    struct token_claims claims = {.queue_number = 42};
    enum err err = token_verify(signer_of("k1:" SECRET, arena), token, NOW_MS, arena, &claims);
    CU_ASSERT_TRUE(err == OK || claims.queue_number == 42);
    arena_destroy(arena);
    return err;
}

static enum err verify_forged(const char *header, const char *claims)
{
    struct arena *arena = arena_create(1 << 16);
    enum err err = verify(forge(arena, header, claims));
    arena_destroy(arena);
    return err;
}

static void the_signature_of_the_rfc_is_made(void)
{
    /* RFC 7515, appendix A.1. */
    static const char input[] =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        "cnVlfQ";
    struct arena *arena = arena_create(1 << 16);
    const struct token_signer *signer =
        signer_of("a1:AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN"
                  "3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
                  arena);
    struct sha256 mac = token_mac(signer, input);
    char text[BASE64URL_SIZE(SHA256_SIZE)];
    base64url_encode(mac.bytes, SHA256_SIZE, text);
    arena_destroy(arena);
    CU_ASSERT_STRING_EQUAL(text, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
}

static void an_access_token_comes_back_whole(void)
{
    struct arena *arena = arena_create(1 << 16);
    const struct token_signer *signer = signer_of("k1:" SECRET, arena);
    struct token_claims claims = access_claims(), read;
    const char *token = token_sign(signer, &claims, arena);
    CU_ASSERT_EQUAL_FATAL(token_verify(signer, token, NOW_MS, arena, &read), OK);
    CU_ASSERT_EQUAL(read.kind, TOKEN_ACCESS);
    CU_ASSERT_STRING_EQUAL(read.user_id.text, USER);
    CU_ASSERT_STRING_EQUAL(read.family_id.text, OTHER);
    CU_ASSERT_EQUAL(read.role, ROLE_STAFF);
    CU_ASSERT_EQUAL(read.issued_at_ms, NOW_MS);
    CU_ASSERT_EQUAL(read.expires_at_ms, NOW_MS + 3600000);
    arena_destroy(arena);
}

static void a_queue_token_carries_its_place_and_is_no_access_token(void)
{
    struct arena *arena = arena_create(1 << 16);
    const struct token_signer *signer = signer_of("k1:" SECRET, arena);
    struct token_claims read, claims = access_claims();
    claims.kind = TOKEN_QUEUE;
    claims.concert_id = uuid_of(OTHER);
    claims.queue_number = INT64_C(1798106400000001);
    const char *token = token_sign(signer, &claims, arena);
    CU_ASSERT_EQUAL_FATAL(token_verify(signer, token, NOW_MS, arena, &read), OK);
    CU_ASSERT_EQUAL(read.kind, TOKEN_QUEUE);
    CU_ASSERT_STRING_EQUAL(read.concert_id.text, OTHER);
    CU_ASSERT_EQUAL(read.queue_number, INT64_C(1798106400000001));
    CU_ASSERT_STRING_EQUAL(read.family_id.text, OTHER);
    CU_ASSERT_FALSE(read.is_lobby);
    claims.is_lobby = true;
    claims.family_id = (struct uuid){0}; /* whose session is not known */
    CU_ASSERT_EQUAL_FATAL(
        token_verify(signer, token_sign(signer, &claims, arena), NOW_MS, arena, &read), OK);
    CU_ASSERT_TRUE(read.is_lobby);
    CU_ASSERT_STRING_EQUAL(read.family_id.text, "");
    arena_destroy(arena);
}

static void the_form_is_fixed(void)
{
    struct arena *arena = arena_create(1 << 16);
    const struct token_signer *signer = signer_of("k1:" SECRET, arena);
    struct token_claims claims = access_claims();
    claims.role = ROLE_BUYER;
    CU_ASSERT_STRING_EQUAL(token_sign(signer, &claims, arena), forge(arena, HEADER, ACCESS));
    arena_destroy(arena);
}

static void the_first_key_signs_and_every_key_verifies(void)
{
    struct arena *arena = arena_create(1 << 16);
    const struct token_signer *before = signer_of("k1:" SECRET, arena);
    const struct token_signer *both = signer_of("k2:" OTHER_SECRET ",k1:" SECRET, arena);
    const struct token_signer *after = signer_of("k2:" OTHER_SECRET, arena);
    struct token_claims claims = access_claims(), read;
    const char *old_token = token_sign(before, &claims, arena);
    const char *new_token = token_sign(both, &claims, arena);
    CU_ASSERT_EQUAL(token_verify(both, old_token, NOW_MS, arena, &read), OK);
    CU_ASSERT_EQUAL(token_verify(both, new_token, NOW_MS, arena, &read), OK);
    CU_ASSERT_EQUAL(token_verify(after, new_token, NOW_MS, arena, &read), OK);
    CU_ASSERT_EQUAL(token_verify(after, old_token, NOW_MS, arena, &read), ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(token_verify(before, new_token, NOW_MS, arena, &read), ERR_INVALID_TOKEN);
    arena_destroy(arena);
}

static void the_same_kid_with_another_secret_is_refused(void)
{
    struct arena *arena = arena_create(1 << 16);
    const struct token_signer *theirs = signer_of("k1:" OTHER_SECRET, arena);
    struct token_claims claims = access_claims();
    CU_ASSERT_EQUAL(verify(token_sign(theirs, &claims, arena)), ERR_INVALID_TOKEN);
    arena_destroy(arena);
}

static void it_ends_with_its_last_second(void)
{
    struct arena *arena = arena_create(1 << 16);
    const struct token_signer *signer = signer_of("k1:" SECRET, arena);
    struct token_claims claims = access_claims(), read;
    const char *token = token_sign(signer, &claims, arena);
    CU_ASSERT_EQUAL(token_verify(signer, token, claims.expires_at_ms - 1, arena, &read), OK);
    CU_ASSERT_EQUAL(token_verify(signer, token, claims.expires_at_ms, arena, &read),
                    ERR_TOKEN_EXPIRED);
    arena_destroy(arena);
}

static void an_expired_forgery_is_invalid_and_not_expired(void)
{
    CU_ASSERT_EQUAL(
        verify_forged("{\"alg\":\"none\",\"kid\":\"k1\"}", ACCESS_BUT_EXP ",\"exp\":1}"),
        ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(verify_forged(HEADER, ACCESS_BUT_EXP ",\"exp\":1}"), ERR_TOKEN_EXPIRED);
}

static void every_changed_character_is_noticed(void)
{
    struct arena *arena = arena_create(1 << 16);
    char *token = arena_strdup(arena, forge(arena, HEADER, ACCESS));
    CU_ASSERT_EQUAL(verify(token), OK);
    for (size_t i = 0; token[i]; i++) {
        char kept = token[i];
        token[i] = kept == 'A' ? 'B' : 'A';
        CHECK_ROW(verify(token) == ERR_INVALID_TOKEN, token);
        token[i] = kept;
    }
    for (size_t length = strlen(token); length > 0; length--)
        CHECK_ROW(verify(arena_strndup(arena, token, length - 1)) == ERR_INVALID_TOKEN, token);
    arena_destroy(arena);
}

static void other_headers_are_refused(void)
{
    static const char *const rows[] = {
        "{\"alg\":\"none\",\"kid\":\"k1\"}",
        "{\"alg\":\"None\",\"kid\":\"k1\"}",
        "{\"alg\":\"hs256\",\"kid\":\"k1\"}",
        "{\"alg\":\"HS384\",\"kid\":\"k1\"}",
        "{\"alg\":\"HS512\",\"kid\":\"k1\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k1\"}",
        "{\"alg\":\"\",\"kid\":\"k1\"}",
        "{\"alg\":null,\"kid\":\"k1\"}",
        "{\"alg\":[\"HS256\"],\"kid\":\"k1\"}",
        "{\"alg\":\"none\",\"alg\":\"HS256\",\"kid\":\"k1\"}",
        "{\"ALG\":\"HS256\",\"kid\":\"k1\"}",
        "{\"kid\":\"k1\"}",
        "{\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"kid\":\"k2\"}",
        "{\"alg\":\"HS256\",\"kid\":\"K1\"}",
        "{\"alg\":\"HS256\",\"kid\":\"\"}",
        "{\"alg\":\"HS256\",\"kid\":1}",
        "{\"alg\":\"HS256\",\"kid\":\"../../k1\"}",
        "{\"alg\":\"HS256\",\"kid\":\"k1\",\"crit\":[\"exp\"]}",
        "{\"alg\":\"HS256\",\"kid\":\"k1\"",
        "[]",
        "\xff",
        "",
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(verify_forged(rows[i], ACCESS) == ERR_INVALID_TOKEN, rows[i]);
}

static void a_header_in_another_order_is_as_good(void)
{
    CU_ASSERT_EQUAL(verify_forged("{\"typ\":\"JWT\", \"kid\":\"k1\", \"alg\":\"HS256\"}", ACCESS),
                    OK);
}

/* A whole set of claims with three of them to choose; what follows "exp" may be more members. */
#define CLAIMS(sub, kind, role, rest) \
    "{\"sub\":" sub ",\"kind\":" kind ",\"role\":" role ",\"iat\":1798106400," rest "}"
#define S_USER "\"" USER "\""
#define FAMILY "\"family\":\"" OTHER "\","
#define QUEUE "\"concertId\":\"" OTHER "\",\"queueNumber\":"
#define EXP "\"exp\":1798110000"

static void claims_that_are_not_whole_are_refused(void)
{
    static const char *const rows[] = {
        "",
        "{}",
        "[]",
        "\xff",
        ACCESS_BUT_EXP "}",
        ACCESS_BUT_EXP ",\"exp\":null}",
        ACCESS_BUT_EXP ",\"exp\":\"1798110000\"}",
        ACCESS_BUT_EXP ",\"exp\":1798110000.5}",
        ACCESS_BUT_EXP ",\"exp\":1e400}",
        ACCESS_BUT_EXP ",\"exp\":-1}",
        ACCESS_BUT_EXP ",\"exp\":253402300800}",
        ACCESS_BUT_EXP ",\"exp\":1798110000}}",
        CLAIMS("null", "\"access\"", "\"buyer\"", FAMILY EXP),
        CLAIMS("\"kim\"", "\"access\"", "\"buyer\"", FAMILY EXP),
        CLAIMS("7", "\"access\"", "\"buyer\"", FAMILY EXP),
        CLAIMS(S_USER, "null", "\"buyer\"", FAMILY EXP),
        CLAIMS(S_USER, "\"refresh\"", "\"buyer\"", FAMILY EXP),
        CLAIMS(S_USER, "\"ACCESS\"", "\"buyer\"", FAMILY EXP),
        CLAIMS(S_USER, "0", "\"buyer\"", FAMILY EXP),
        CLAIMS(S_USER, "\"access\"", "null", FAMILY EXP),
        CLAIMS(S_USER, "\"access\"", "\"root\"", FAMILY EXP),
        CLAIMS(S_USER, "\"access\"", "2", FAMILY EXP),
        CLAIMS(S_USER, "\"access\"", "\"buyer\"", EXP),
        CLAIMS(S_USER, "\"access\"", "\"buyer\"", "\"family\":\"\"," EXP),
        CLAIMS(S_USER, "\"access\"", "\"buyer\"", QUEUE "1," EXP),
        CLAIMS(S_USER, "\"queue\"", "\"buyer\"", FAMILY EXP),
        CLAIMS(S_USER, "\"queue\"", "\"buyer\"", "\"queueNumber\":1," EXP),
        CLAIMS(S_USER, "\"queue\"", "\"buyer\"", QUEUE "-1," EXP),
        CLAIMS(S_USER, "\"queue\"", "\"buyer\"", QUEUE "1.5," EXP),
        CLAIMS(S_USER, "\"queue\"", "\"buyer\"", QUEUE "1e300," EXP),
        CLAIMS(S_USER, "\"queue\"", "\"buyer\"", QUEUE "\"1\"," EXP),
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(verify_forged(HEADER, rows[i]) == ERR_INVALID_TOKEN, rows[i]);
    CU_ASSERT_EQUAL(verify_forged(HEADER, CLAIMS(S_USER, "\"access\"", "\"buyer\"", FAMILY EXP)),
                    OK);
    CU_ASSERT_EQUAL(verify_forged(HEADER, CLAIMS(S_USER, "\"queue\"", "\"admin\"", QUEUE "1," EXP)),
                    OK);
}

static void what_is_no_token_is_refused(void)
{
    static const char *const rows[] = {
        "",      ".",      "..",       "...",         "a",          "a.b",
        "a.b.c", "Bearer", "e30.e30.", "e30.e30.e30", "\xff.\xff.",
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(verify(rows[i]) == ERR_INVALID_TOKEN, rows[i]);
}

static void other_arrangements_of_a_good_token_are_refused(void)
{
    struct arena *arena = arena_create(1 << 18);
    const char *token = forge(arena, HEADER, ACCESS);
    CU_ASSERT_EQUAL(verify(arena_printf(arena, " %s", token)), ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(verify(arena_printf(arena, "%s ", token)), ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(verify(arena_printf(arena, "%s=", token)), ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(verify(arena_printf(arena, "%s.", token)), ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(verify(arena_printf(arena, "%s.%s", token, token)), ERR_INVALID_TOKEN);
    const char *without = arena_strndup(arena, token, (size_t)(strrchr(token, '.') - token) + 1);
    CU_ASSERT_EQUAL(verify(without), ERR_INVALID_TOKEN);
    char *long_text = arena_strdup(arena, arena_printf(arena, "%60000s", ""));
    memset(long_text, 'e', 60000);
    CU_ASSERT_EQUAL(verify(long_text), ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(verify(arena_printf(arena, "%s.%s", long_text, token)), ERR_INVALID_TOKEN);
    arena_destroy(arena);
}

CU_TestInfo token_tests[] = {
    UNIT(the_signature_of_the_rfc_is_made),
    UNIT(an_access_token_comes_back_whole),
    UNIT(a_queue_token_carries_its_place_and_is_no_access_token),
    UNIT(the_form_is_fixed),
    UNIT(the_first_key_signs_and_every_key_verifies),
    UNIT(the_same_kid_with_another_secret_is_refused),
    UNIT(it_ends_with_its_last_second),
    UNIT(an_expired_forgery_is_invalid_and_not_expired),
    UNIT(every_changed_character_is_noticed),
    UNIT(other_headers_are_refused),
    UNIT(a_header_in_another_order_is_as_good),
    UNIT(claims_that_are_not_whole_are_refused),
    UNIT(what_is_no_token_is_refused),
    UNIT(other_arrangements_of_a_good_token_are_refused),
    CU_TEST_INFO_NULL,
};
