/* password.c -- tests of the password hashes. */
#include "base/crypto/password.h"

#include <string.h>

#include "unit/unit.h"

#define CHEAP 4 /* log2 of N: enough to test with */

static void the_vectors_of_the_rfc_verify(void)
{
    /* RFC 7914, section 12. */
    CU_ASSERT_TRUE(password_verify("password",
                                   "$scrypt$ln=10,r=8,p=16$TmFDbA$_bq-HJ00cgB4VucZDQHp_nxq18vII3gw"
                                   "53N2Y0s3MWIurzDZLiKjiG_xCSedmDDaxyevuUqD7m2DYMvfoswGQA",
                                   CHEAP));
    CU_ASSERT_TRUE(password_verify("pleaseletmein",
                                   "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf04"
                                   "6_2o-7qQT44-qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVd"
                                   "Yhw",
                                   CHEAP));
}

static void only_the_same_password_verifies(void)
{
    struct entropy entropy = entropy_system();
    char hash[PASSWORD_HASH_SIZE];
    CU_ASSERT_TRUE(password_hash("correct horse", CHEAP, &entropy, hash));
    CU_ASSERT_TRUE(password_verify("correct horse", hash, CHEAP));
    CU_ASSERT_FALSE(password_verify("correct horsE", hash, CHEAP));
    CU_ASSERT_FALSE(password_verify("correct hors", hash, CHEAP));
    CU_ASSERT_FALSE(password_verify("", hash, CHEAP));
}

static void a_password_is_the_same_from_every_keyboard(void)
{
    static const struct {
        const char *typed, *prepared;
    } rows[] = {
        {"correct horse", "correct horse"},
        {"e\xcc\x81t\xc3\xa9", "\xc3\xa9t\xc3\xa9"},
        {"\xe1\x84\x80\xe1\x85\xa1", "\xea\xb0\x80"},
        {"a\xe3\x80\x80"
         "b\xc2\xa0"
         "c",
         "a b c"},
        {"\xef\xac\x81Upper",
         "\xef\xac\x81Upper"}, /* a ligature is no f and i, nor is case folded */
        {"", ""},
    };
    struct arena *arena = arena_create(1 << 16);
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(strcmp(password_prepare(rows[i].typed, arena), rows[i].prepared) == 0,
                  rows[i].prepared);
    arena_destroy(arena);
}

static void the_salt_makes_every_hash_its_own(void)
{
    struct entropy entropy = entropy_system();
    char first[PASSWORD_HASH_SIZE], second[PASSWORD_HASH_SIZE];
    CU_ASSERT_TRUE(password_hash("same", CHEAP, &entropy, first));
    CU_ASSERT_TRUE(password_hash("same", CHEAP, &entropy, second));
    CU_ASSERT_STRING_NOT_EQUAL(first, second);
}

static void the_cost_is_stored_and_outlives_a_change(void)
{
    struct entropy entropy = {.fill = unit_fill_counting};
    char hash[PASSWORD_HASH_SIZE];
    CU_ASSERT_TRUE(password_hash("minji", 5, &entropy, hash));
    CU_ASSERT_EQUAL(strncmp(hash, "$scrypt$ln=5,r=8,p=5$AAECAwQFBgcICQoLDA0ODw$", 44), 0);
    CU_ASSERT_TRUE(password_verify("minji", hash, 14));
}

static void the_recommended_cost_is_within_the_memory_limit(void)
{
    struct entropy entropy = entropy_system();
    char hash[PASSWORD_HASH_SIZE];
    CU_ASSERT_TRUE(password_hash("minji", 14, &entropy, hash));
    CU_ASSERT_TRUE(password_verify("minji", hash, 14));
}

static void an_unknown_account_never_verifies(void)
{
    CU_ASSERT_FALSE(password_verify("", NULL, CHEAP));
    CU_ASSERT_FALSE(password_verify("minji", NULL, CHEAP));
}

static void a_damaged_hash_never_verifies(void)
{
#define SALT "AAECAwQFBgcICQoLDA0ODw"
#define HASH "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    static const char *const rows[] = {
        "",
        "minji",
        "$scrypt$",
        "$2b$12$" SALT HASH,
        "$scrypt$ln=4,r=8,p=5$" SALT,
        "$scrypt$ln=4,r=8,p=5$" SALT "$",
        "$scrypt$ln=4,r=8,p=5$" SALT "$Zg",
        "$scrypt$ln=4,r=8,p=5$" SALT "$" HASH "=",
        "$scrypt$ln=4,r=8,p=5$" SALT "$" HASH "$" HASH,
        "$scrypt$ln=4,r=8,p=5$" SALT "$" HASH HASH HASH,
        "$scrypt$ln=4,r=8,p=5$+/" SALT "$" HASH,
        "$scrypt$ln=0,r=8,p=5$" SALT "$" HASH,
        "$scrypt$ln=-1,r=8,p=5$" SALT "$" HASH,
        "$scrypt$ln=21,r=8,p=5$" SALT "$" HASH,
        "$scrypt$ln=20,r=32,p=5$" SALT "$" HASH,
        "$scrypt$ln=4,r=0,p=5$" SALT "$" HASH,
        "$scrypt$ln=4,r=8,p=0$" SALT "$" HASH,
        "$scrypt$ln=4,r=8,p=17$" SALT "$" HASH,
        "$scrypt$ln=4,r=8,p=99999999999999999999$" SALT "$" HASH,
        "$scrypt$ln=4,p=5,r=8$" SALT "$" HASH,
        "$scrypt$ln=4,r=8$" SALT "$" HASH,
        "$scrypt$ln=4",
    };
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(!password_verify("minji", rows[i], CHEAP), rows[i]);
}

static void hash_at_no_cost(void)
{
    struct entropy entropy = entropy_system();
    char hash[PASSWORD_HASH_SIZE];
    CU_ASSERT_FALSE(password_hash("minji", 0, &entropy, hash));
}

static void a_cost_that_openssl_refuses_is_logged_and_gives_no_hash(void)
{
    char text[256];
    unit_capture_stderr(hash_at_no_cost, text, sizeof(text));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "error scrypt failed log_n=0"));
}

CU_TestInfo password_tests[] = {
    UNIT(the_vectors_of_the_rfc_verify),
    UNIT(only_the_same_password_verifies),
    UNIT(a_password_is_the_same_from_every_keyboard),
    UNIT(the_salt_makes_every_hash_its_own),
    UNIT(the_cost_is_stored_and_outlives_a_change),
    UNIT(the_recommended_cost_is_within_the_memory_limit),
    UNIT(an_unknown_account_never_verifies),
    UNIT(a_damaged_hash_never_verifies),
    UNIT(a_cost_that_openssl_refuses_is_logged_and_gives_no_hash),
    CU_TEST_INFO_NULL,
};
