/* base64url.c -- tests of base64url. */
#include "base/text/base64url.h"

#include <string.h>

#include "unit/unit.h"

/* RFC 4648, section 10, without the padding. */
static const struct {
    const char *plain, *text;
} vectors[] = {
    {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
    {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"},
};

static void the_vectors_of_the_rfc_go_both_ways(void)
{
    for (size_t i = 0; i < LENGTH(vectors); i++) {
        size_t length = strlen(vectors[i].plain);
        char text[16];
        base64url_encode((const uint8_t *)vectors[i].plain, length, text);
        CHECK_ROW(strcmp(text, vectors[i].text) == 0, vectors[i].text);
        CHECK_ROW(strlen(text) + 1 == BASE64URL_SIZE(length), vectors[i].text);

        uint8_t bytes[16];
        size_t count = 42;
        CHECK_ROW(base64url_decode(text, strlen(text), bytes, length, &count), text);
        CHECK_ROW(count == length && memcmp(bytes, vectors[i].plain, length) == 0, text);
    }
}

static void every_byte_comes_back_and_the_alphabet_is_the_one_for_urls(void)
{
    uint8_t all[256], bytes[256];
    unit_fill_counting(all, sizeof(all));
    char text[BASE64URL_SIZE(256)];
    base64url_encode(all, sizeof(all), text);
    CU_ASSERT_PTR_NOT_NULL(strchr(text, '-'));
    CU_ASSERT_PTR_NOT_NULL(strchr(text, '_'));
    CU_ASSERT_PTR_NULL(strpbrk(text, "+/="));
    size_t count = 0;
    CU_ASSERT_TRUE(base64url_decode(text, strlen(text), bytes, sizeof(bytes), &count));
    CU_ASSERT_EQUAL(count, sizeof(all));
    CU_ASSERT_EQUAL(memcmp(all, bytes, sizeof(all)), 0);
}

static void other_spellings_are_refused(void)
{
    static const char *const rows[] = {
        "Z",    "Zm9vY",     "Zg==", "Zm8=", "Zh",  "Zm9",      "Z\n",
        "Zg\n", "Zm9v Zm9v", "+/+/", "Zm9/", "Z.g", "\xc3\xa9",
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        uint8_t bytes[16];
        size_t count = 42;
        CHECK_ROW(!base64url_decode(rows[i], strlen(rows[i]), bytes, sizeof(bytes), &count),
                  rows[i]);
        CHECK_ROW(count == 42, rows[i]);
    }
    uint8_t bytes[16];
    size_t count;
    CU_ASSERT_FALSE(base64url_decode("Zm9\0", 4, bytes, sizeof(bytes), &count));
}

static void more_than_there_is_room_for_is_refused(void)
{
    uint8_t bytes[6];
    size_t count = 0;
    CU_ASSERT_TRUE(base64url_decode("Zm9vYmFy", 8, bytes, 6, &count));
    CU_ASSERT_FALSE(base64url_decode("Zm9vYmFy", 8, bytes, 5, &count));
    CU_ASSERT_FALSE(base64url_decode("Zm9vYmFyZg", 10, bytes, 6, &count));
    CU_ASSERT_FALSE(base64url_decode("Zg", 2, bytes, 0, &count));
}

CU_TestInfo base64url_tests[] = {
    UNIT(the_vectors_of_the_rfc_go_both_ways),
    UNIT(every_byte_comes_back_and_the_alphabet_is_the_one_for_urls),
    UNIT(other_spellings_are_refused),
    UNIT(more_than_there_is_room_for_is_refused),
    CU_TEST_INFO_NULL,
};
