/* webhook_signature.c -- tests of the signature of a webhook, with the vector that Standard
 * Webhooks publish.
 */
#include "base/crypto/webhook_signature.h"

#include <string.h>

#include "unit/unit.h"

#define ARENA_BYTES_MAX (1 << 20)
#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define OTHER "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
#define SIGNATURE "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
#define FORGED "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
#define SENT_MS 1614265330000
/* 16 digits are 12 bytes. */
#define BYTES_12 "AAAAAAAAAAAAAAAA"
#define BYTES_60 BYTES_12 BYTES_12 BYTES_12 BYTES_12 BYTES_12

/* The published message, to be changed by a test. */
static struct webhook_message published(void)
{
    return (struct webhook_message){
        .id = "msg_p5jXN8AQM9LWM0D4loKWxJek",
        .timestamp = "1614265330",
        .signature = SIGNATURE,
        .body = "{\"test\": 2432232314}",
        .body_length = strlen("{\"test\": 2432232314}"),
    };
}

static bool is_genuine(const char *secrets_text, const struct webhook_message *message,
                       int64_t now_ms)
{
    struct webhook_secrets secrets;
    if (!webhook_secrets_parse(secrets_text, &secrets))
        return false;
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    bool genuine = webhook_is_genuine(&secrets, message, now_ms, arena);
    arena_destroy(arena);
    return genuine;
}

static void the_published_message_is_genuine(void)
{
    struct webhook_message message = published();
    CU_ASSERT_TRUE(is_genuine(SECRET, &message, SENT_MS));
}

static void a_change_of_anything_is_noticed(void)
{
    struct webhook_message changed[5];
    for (size_t i = 0; i < LENGTH(changed); i++)
        changed[i] = published();
    changed[0].id = "msg_p5jXN8AQM9LWM0D4loKWxJel";
    changed[1].timestamp = "1614265331";
    changed[2].body = "{\"test\": 2432232315}";
    changed[3].body_length--;
    changed[4].signature = FORGED;
    for (size_t i = 0; i < LENGTH(changed); i++)
        CU_ASSERT_FALSE(is_genuine(SECRET, &changed[i], SENT_MS));
}

static void any_of_the_secrets_may_have_signed(void)
{
    struct webhook_message message = published();
    CU_ASSERT_TRUE(is_genuine(OTHER "," SECRET, &message, SENT_MS));
    CU_ASSERT_TRUE(is_genuine(SECRET " " OTHER, &message, SENT_MS));
    CU_ASSERT_FALSE(is_genuine(OTHER, &message, SENT_MS));
}

static void nobody_signs_without_a_secret(void)
{
    struct webhook_message message = published();
    struct arena *arena = arena_create(ARENA_BYTES_MAX);
    struct webhook_secrets none = {0};
    CU_ASSERT_FALSE(webhook_is_genuine(&none, &message, SENT_MS, arena));
    arena_destroy(arena);
}

static void one_of_the_signatures_must_be_right(void)
{
    static const struct {
        const char *signature;
        bool genuine;
    } rows[] = {
        {FORGED " " SIGNATURE, true},
        {SIGNATURE " " FORGED, true},
        {"  v1a,AAAA v2,BBBB " SIGNATURE " ", true},
        {FORGED " " FORGED, false},
        {"", false},
        {" ", false},
        {"v1", false},
        {"v1,", false},
        {"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE", false},
        {SIGNATURE "=", false},
        {"v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false},
        {"g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", false},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct webhook_message message = published();
        message.signature = rows[i].signature;
        CHECK_ROW(is_genuine(SECRET, &message, SENT_MS) == rows[i].genuine, rows[i].signature);
    }
}

static void five_minutes_are_the_limit_on_both_sides(void)
{
    struct webhook_message message = published();
    CU_ASSERT_TRUE(is_genuine(SECRET, &message, SENT_MS + 300999));
    CU_ASSERT_FALSE(is_genuine(SECRET, &message, SENT_MS + 301000));
    CU_ASSERT_TRUE(is_genuine(SECRET, &message, SENT_MS - 300000));
    CU_ASSERT_FALSE(is_genuine(SECRET, &message, SENT_MS - 300001));
}

static void a_missing_or_strange_header_is_refused(void)
{
    static const char *const times[] = {
        NULL, "", "x", "1614265330.0", "-1", " 1614265330", "99999999999999999999"};
    for (size_t i = 0; i < LENGTH(times); i++) {
        struct webhook_message message = published();
        message.timestamp = times[i];
        CHECK_ROW(!is_genuine(SECRET, &message, SENT_MS), times[i] ? times[i] : "none");
    }
    struct webhook_message message = published();
    message.id = NULL;
    CU_ASSERT_FALSE(is_genuine(SECRET, &message, SENT_MS));
    message = published();
    message.signature = NULL;
    CU_ASSERT_FALSE(is_genuine(SECRET, &message, SENT_MS));
}

/* Postgres keeps the id as text: what is none there must not come so far, whoever has signed it. */
static void an_id_is_visible_ascii(void)
{
    struct webhook_message message = published();
    message.id = "msg_\xff";
    message.signature = "v1,jWZixK22+v8F+JkCAHbysT4jao358/L6Xh5s4CDyyRM=";
    CU_ASSERT_FALSE(is_genuine(SECRET, &message, SENT_MS));
    message.id = "msg 1";
    message.signature = "v1,jwjzvYeoxSRriA5sjGgEMDNII6RzVZTuMiLKVZk5V8s=";
    CU_ASSERT_FALSE(is_genuine(SECRET, &message, SENT_MS));
}

static void secrets_are_read_in_any_number_up_to_four(void)
{
    struct webhook_secrets secrets;
    CU_ASSERT_TRUE(webhook_secrets_parse(" " SECRET ", " OTHER " ", &secrets));
    CU_ASSERT_EQUAL(secrets.count, 2);
    CU_ASSERT_EQUAL(secrets.secrets[1].length, 24);
    CU_ASSERT_EQUAL(secrets.secrets[1].bytes[23], 23);
    CU_ASSERT_TRUE(webhook_secrets_parse(SECRET "," SECRET "," SECRET "," SECRET, &secrets));
    CU_ASSERT_TRUE(webhook_secrets_parse("whsec_" BYTES_60 "AAAAAA==", &secrets));
    CU_ASSERT_EQUAL(secrets.secrets[0].length, WEBHOOK_SECRET_MAX);
}

static void what_is_no_list_of_secrets_is_refused(void)
{
    static const char *const rows[] = {
        "",
        " ,",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS=",
        "whsec_MfKQ9r8GKYqrTwjU=D8ILPZIo2LaLaSwAAAA",
        "whsec_" BYTES_60 "AAAAAAA=",
        "whsec_====",
        SECRET ";" OTHER,
        SECRET "," SECRET "," SECRET "," SECRET "," SECRET,
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct webhook_secrets secrets = {.count = 9};
        CHECK_ROW(!webhook_secrets_parse(rows[i], &secrets), rows[i]);
        CHECK_ROW(secrets.count == 9, rows[i]);
    }
}

CU_TestInfo webhook_tests[] = {
    UNIT(the_published_message_is_genuine),
    UNIT(a_change_of_anything_is_noticed),
    UNIT(any_of_the_secrets_may_have_signed),
    UNIT(nobody_signs_without_a_secret),
    UNIT(one_of_the_signatures_must_be_right),
    UNIT(five_minutes_are_the_limit_on_both_sides),
    UNIT(a_missing_or_strange_header_is_refused),
    UNIT(an_id_is_visible_ascii),
    UNIT(secrets_are_read_in_any_number_up_to_four),
    UNIT(what_is_no_list_of_secrets_is_refused),
    CU_TEST_INFO_NULL,
};
