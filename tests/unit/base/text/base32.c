/* base32.c -- tests of Base32. */
#include "base/text/base32.h"

#include <string.h>

#include "unit/unit.h"

/* RFC 4648, section 10, without the padding. */
static const struct {
    const char *plain, *text;
} vectors[] = {
    {"", ""},
    {"f", "MY"},
    {"fo", "MZXQ"},
    {"foo", "MZXW6"},
    {"foob", "MZXW6YQ"},
    {"fooba", "MZXW6YTB"},
    {"foobar", "MZXW6YTBOI"},
};

static void the_vectors_of_the_rfc_go_both_ways(void)
{
    for (size_t i = 0; i < LENGTH(vectors); i++) {
        size_t length = strlen(vectors[i].plain);
        char text[BASE32_SIZE(16)];
        base32_encode((const uint8_t *)vectors[i].plain, length, text);
        CHECK_ROW(strcmp(text, vectors[i].text) == 0, vectors[i].text);
        CHECK_ROW(strlen(text) + 1 == BASE32_SIZE(length), vectors[i].text);

        uint8_t bytes[16];
        size_t count = 42;
        CHECK_ROW(base32_decode(text, strlen(text), bytes, length, &count), text);
        CHECK_ROW(count == length && memcmp(bytes, vectors[i].plain, length) == 0, text);
    }
}

static void every_byte_comes_back_and_all_signs_are_capitals_and_digits(void)
{
    uint8_t all[256], bytes[256];
    unit_fill_counting(all, sizeof(all));
    char text[BASE32_SIZE(256)];
    base32_encode(all, sizeof(all), text);
    CU_ASSERT_EQUAL(strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), strlen(text));
    size_t count = 0;
    CU_ASSERT_TRUE(base32_decode(text, strlen(text), bytes, sizeof(bytes), &count));
    CU_ASSERT_EQUAL(count, sizeof(all));
    CU_ASSERT_EQUAL(memcmp(all, bytes, sizeof(all)), 0);
}

static void other_spellings_are_refused(void)
{
    static const char *const rows[] = {
        "M",   "MZX",  "MZXW6Y", "my", "mY", "MY======", "MZ",    "MZXR",
        "M\n", "MY\n", "MZXW 6", "M0", "M1", "M8",       "MZXW-", "\xc3\xa9",
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        uint8_t bytes[16];
        size_t count = 42;
        CHECK_ROW(!base32_decode(rows[i], strlen(rows[i]), bytes, sizeof(bytes), &count), rows[i]);
        CHECK_ROW(count == 42, rows[i]);
    }
    uint8_t bytes[16];
    size_t count;
    CU_ASSERT_FALSE(base32_decode("MZX\0", 4, bytes, sizeof(bytes), &count));
}

static void more_than_there_is_room_for_is_refused(void)
{
    uint8_t bytes[6];
    size_t count = 0;
    CU_ASSERT_TRUE(base32_decode("MZXW6YTBOI", 10, bytes, 6, &count));
    CU_ASSERT_FALSE(base32_decode("MZXW6YTBOI", 10, bytes, 5, &count));
    CU_ASSERT_FALSE(base32_decode("MY", 2, bytes, 0, &count));
}

CU_TestInfo base32_tests[] = {
    UNIT(the_vectors_of_the_rfc_go_both_ways),
    UNIT(every_byte_comes_back_and_all_signs_are_capitals_and_digits),
    UNIT(other_spellings_are_refused),
    UNIT(more_than_there_is_room_for_is_refused),
    CU_TEST_INFO_NULL,
};
