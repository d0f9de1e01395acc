/* token_keys.c -- tests of the configured keys and of the names of roles. */
#include <string.h>

#include "base/crypto/token.h"
#include "unit/unit.h"

/* 32 bytes, and one less. */
#define SECRET "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
#define SECRET_31 "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA"
#define TEXT_128                                                       \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" \
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define SECRET_128 TEXT_128 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static void keys_are_read_in_their_order(void)
{
    struct token_keys keys;
    CU_ASSERT_TRUE(token_keys_parse("2026-12:" SECRET ",old_one.x:" SECRET_128, &keys));
    CU_ASSERT_EQUAL(keys.count, 2);
    CU_ASSERT_STRING_EQUAL(keys.keys[0].kid, "2026-12");
    CU_ASSERT_EQUAL(keys.keys[0].secret_length, 32);
    CU_ASSERT_EQUAL(memcmp(keys.keys[0].secret, "01234567890123456789012345678901", 32), 0);
    CU_ASSERT_STRING_EQUAL(keys.keys[1].kid, "old_one.x");
    CU_ASSERT_EQUAL(keys.keys[1].secret_length, 128);
}

static void as_many_keys_as_there_is_room_for(void)
{
    struct token_keys keys;
    CU_ASSERT_TRUE(token_keys_parse("a:" SECRET ",b:" SECRET ",c:" SECRET ",d:" SECRET ",e:" SECRET
                                    ",f:" SECRET ",g:" SECRET ",h:" SECRET,
                                    &keys));
    CU_ASSERT_EQUAL(keys.count, TOKEN_KEYS_MAX);
    CU_ASSERT_FALSE(token_keys_parse("a:" SECRET ",b:" SECRET ",c:" SECRET ",d:" SECRET ",e:" SECRET
                                     ",f:" SECRET ",g:" SECRET ",h:" SECRET ",i:" SECRET,
                                     &keys));
}

static void what_is_no_list_of_keys_is_refused(void)
{
    static const char *const rows[] = {
        "",
        ",",
        "k1",
        "k1:",
        ":" SECRET,
        SECRET,
        "k1:" SECRET_31,
        "k1:" SECRET_128 "A",
        "k1:" SECRET_128 "AA",
        "k1:" SECRET "=",
        "k1:" SECRET " ",
        " k1:" SECRET,
        "k 1:" SECRET,
        "k/1:" SECRET,
        "k1:" SECRET ",",
        ","
        "k1:" SECRET,
        "k1:" SECRET ",k1:" SECRET,
        "k1:" SECRET ";k2:" SECRET,
        "k1:" SECRET ",k2:" SECRET_31,
        "012345678901234567890123456789012:" SECRET,
        "k\xc3\xa9:" SECRET,
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct token_keys keys = {.count = 42};
        CHECK_ROW(!token_keys_parse(rows[i], &keys) && keys.count == 42, rows[i]);
    }
}

static void a_kid_has_up_to_32_characters(void)
{
    struct token_keys keys;
    CU_ASSERT_TRUE(token_keys_parse("01234567890123456789012345678901:" SECRET, &keys));
    CU_ASSERT_EQUAL(strlen(keys.keys[0].kid), 32);
}

static void roles_go_by_name(void)
{
    for (enum role role = ROLE_BUYER; role < ROLE_COUNT; role++) {
        enum role again = ROLE_COUNT;
        CHECK_ROW(role_parse(role_name(role), &again) && again == role, role_name(role));
    }
    CU_ASSERT_STRING_EQUAL(role_name(ROLE_ADMIN), "admin");
}

static void other_names_are_no_roles(void)
{
    static const char *const rows[] = {"", "Admin", "root", "admin ", "buye", "2"};
    for (size_t i = 0; i < LENGTH(rows); i++) {
        enum role role = ROLE_STAFF;
        CHECK_ROW(!role_parse(rows[i], &role) && role == ROLE_STAFF, rows[i]);
    }
}

CU_TestInfo token_keys_tests[] = {
    UNIT(keys_are_read_in_their_order),
    UNIT(as_many_keys_as_there_is_room_for),
    UNIT(what_is_no_list_of_keys_is_refused),
    UNIT(a_kid_has_up_to_32_characters),
    UNIT(roles_go_by_name),
    UNIT(other_names_are_no_roles),
    CU_TEST_INFO_NULL,
};
