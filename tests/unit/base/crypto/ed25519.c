/* ed25519.c -- tests of the signatures. */
#include "base/crypto/ed25519.h"

#include <string.h>

#include "unit/unit.h"

/* Tests 1 to 3 of RFC 8032, section 7.1. */
static const struct vector {
    const char *name, *seed, *public_key, *message, *signature;
} vectors[] = {
    {"TEST 1", "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"TEST 2", "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"TEST 3", "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
};

/* A vector as bytes. */
struct sample {
    uint8_t seed[ED25519_SEED_SIZE];
    uint8_t public_key[ED25519_PUBLIC_SIZE];
    char message[2];
    size_t length;
    uint8_t signature[ED25519_SIGNATURE_SIZE];
};

static size_t from_hex(const char *text, void *ret_bytes)
{
    size_t count = strlen(text) / 2;
    for (size_t i = 0; i < count; i++) {
        unsigned digits[2];
        for (size_t j = 0; j < 2; j++) {
            char digit = text[2 * i + j];
            digits[j] = (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        ((uint8_t *)ret_bytes)[i] = (uint8_t)(digits[0] << 4 | digits[1]);
    }
    return count;
}

static struct sample sample_of(const struct vector *vector)
{
    struct sample sample = {0};
    (void)from_hex(vector->seed, sample.seed);
    (void)from_hex(vector->public_key, sample.public_key);
    sample.length = from_hex(vector->message, sample.message);
    (void)from_hex(vector->signature, sample.signature);
    return sample;
}

static bool verifies(const struct sample *sample)
{
    return ed25519_verify(sample->public_key, sample->message, sample->length, sample->signature);
}

static void the_public_keys_of_the_rfc_come_out(void)
{
    for (size_t i = 0; i < LENGTH(vectors); i++) {
        struct sample sample = sample_of(&vectors[i]);
        uint8_t made[ED25519_PUBLIC_SIZE];
        ed25519_public(sample.seed, made);
        CHECK_ROW(memcmp(made, sample.public_key, sizeof(made)) == 0, vectors[i].name);
    }
}

static void the_signatures_of_the_rfc_are_made(void)
{
    for (size_t i = 0; i < LENGTH(vectors); i++) {
        struct sample sample = sample_of(&vectors[i]);
        uint8_t made[ED25519_SIGNATURE_SIZE];
        ed25519_sign(sample.seed, sample.message, sample.length, made);
        CHECK_ROW(memcmp(made, sample.signature, sizeof(made)) == 0, vectors[i].name);
        CHECK_ROW(verifies(&sample), vectors[i].name);
    }
}

static void every_flipped_bit_of_a_signature_is_noticed(void)
{
    struct sample sample = sample_of(&vectors[2]);
    for (size_t bit = 0; bit < 8 * sizeof(sample.signature); bit++) {
        sample.signature[bit / 8] ^= (uint8_t)(1u << bit % 8);
        CU_ASSERT_FALSE(verifies(&sample));
        sample.signature[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    CU_ASSERT_TRUE(verifies(&sample));
}

static void another_message_or_key_is_noticed(void)
{
    struct sample sample = sample_of(&vectors[2]);
    sample.message[0] ^= 1;
    CU_ASSERT_FALSE(verifies(&sample));
    sample = sample_of(&vectors[2]);
    sample.length--;
    CU_ASSERT_FALSE(verifies(&sample));
    sample = sample_of(&vectors[2]);
    (void)from_hex(vectors[1].public_key, sample.public_key);
    CU_ASSERT_FALSE(verifies(&sample));
}

/* A point that is not on the curve, as in a key that somebody made up. */
static void a_key_that_is_none_verifies_nothing(void)
{
    struct sample sample = sample_of(&vectors[0]);
    memset(sample.public_key, 0xff, sizeof(sample.public_key));
    CU_ASSERT_FALSE(verifies(&sample));
}

CU_TestInfo ed25519_tests[] = {
    UNIT(the_public_keys_of_the_rfc_come_out),         UNIT(the_signatures_of_the_rfc_are_made),
    UNIT(every_flipped_bit_of_a_signature_is_noticed), UNIT(another_message_or_key_is_noticed),
    UNIT(a_key_that_is_none_verifies_nothing),         CU_TEST_INFO_NULL,
};
