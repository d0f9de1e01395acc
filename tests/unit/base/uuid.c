/* uuid.c -- tests of UUIDs. */
#include "base/uuid.h"

#include <string.h>

#include "unit/unit.h"

static void the_example_of_the_rfc_is_made(void)
{
    /* RFC 9562, appendix A.6. */
    struct uuid uuid = uuid_v7_from(0x017F22E279B0, 0xCC3, 0x18C4DC0C0C07398F);
    CU_ASSERT_STRING_EQUAL(uuid.text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

static void what_is_put_in_comes_out(void)
{
    static const struct {
        int64_t at_ms;
        uint16_t high;
        uint64_t low;
    } rows[] = {
        {0, 0, 0},
        {1, 1, 1},
        {1798106400000, 0xABC, 0x123456789ABCDEF},
        {0xFFFFFFFFFFFF, 0xFFF, 0x3FFFFFFFFFFFFFFF},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct uuid uuid = uuid_v7_from(rows[i].at_ms, rows[i].high, rows[i].low);
        int64_t at_ms = 42;
        uint16_t high = 42;
        uint64_t low = 42;
        CHECK_ROW(uuid_v7_split(&uuid, &at_ms, &high, &low), uuid.text);
        CHECK_ROW(at_ms == rows[i].at_ms && high == rows[i].high && low == rows[i].low, uuid.text);
    }
}

static void its_bytes_are_the_uuid(void)
{
    static const char *const rows[] = {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
                                       "00000000-0000-0000-0000-000000000000",
                                       "ffffffff-ffff-ffff-ffff-ffffffffffff"};
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct uuid uuid;
        uint8_t bytes[UUID_BYTES];
        CU_ASSERT_TRUE_FATAL(uuid_parse(rows[i], &uuid));
        uuid_to_bytes(&uuid, bytes);
        struct uuid same = uuid_from_bytes(bytes);
        CHECK_ROW(uuid_equal(&uuid, &same), rows[i]);
        CHECK_ROW(i != 0 || (bytes[0] == 0x01 && bytes[7] == 0xc3 && bytes[15] == 0x8f), rows[i]);
    }
}

static void bits_that_do_not_fit_are_dropped(void)
{
    struct uuid all = uuid_v7_from(-1, UINT16_MAX, UINT64_MAX);
    CU_ASSERT_STRING_EQUAL(all.text, "ffffffff-ffff-7fff-bfff-ffffffffffff");
}

static void random_ones_carry_their_time_and_differ(void)
{
    struct entropy entropy = entropy_system();
    struct uuid first = uuid_v7(1798106400000, &entropy);
    struct uuid second = uuid_v7(1798106400000, &entropy);
    int64_t at_ms = 0;
    uint16_t high;
    uint64_t low;
    CU_ASSERT_TRUE(uuid_v7_split(&first, &at_ms, &high, &low));
    CU_ASSERT_EQUAL(at_ms, 1798106400000);
    CU_ASSERT_FALSE(uuid_equal(&first, &second));
}

static void later_ones_sort_behind_earlier_ones(void)
{
    struct uuid first = uuid_v7_from(1798106400000, 0xFFF, UINT64_MAX);
    struct uuid second = uuid_v7_from(1798106400001, 0, 0);
    CU_ASSERT_TRUE(strcmp(first.text, second.text) < 0);
}

static void only_version_7_can_be_split(void)
{
    static const char *const rows[] = {
        "",
        "c232ab00-9414-11ec-b3c8-9f6bdeced846",
        "919108f7-52d1-4320-9bac-f847db4148a8",
        "017f22e2-79b0-7cc3-18c4-dc0c0c07398f", /* the variant of NCS */
        "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f", /* the variant of Microsoft */
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct uuid uuid = {0};
        memcpy(uuid.text, rows[i], strlen(rows[i]));
        int64_t at_ms;
        uint16_t high;
        uint64_t low;
        CHECK_ROW(!uuid_v7_split(&uuid, &at_ms, &high, &low), rows[i]);
    }
}

static void any_version_is_read_and_stored_in_lower_case(void)
{
    struct uuid uuid, same;
    CU_ASSERT_TRUE(uuid_parse("919108F7-52D1-4320-9BAC-F847DB4148A8", &uuid));
    CU_ASSERT_STRING_EQUAL(uuid.text, "919108f7-52d1-4320-9bac-f847db4148a8");
    CU_ASSERT_TRUE(uuid_parse("919108f7-52d1-4320-9bac-f847db4148a8", &same));
    CU_ASSERT_TRUE(uuid_equal(&uuid, &same));
}

static void what_is_no_uuid_is_refused(void)
{
    static const char *const rows[] = {
        "",
        "seat",
        "919108f7-52d1-4320-9bac-f847db4148a",
        "919108f7-52d1-4320-9bac-f847db4148a80",
        "919108f752d143209bacf847db4148a8",
        "919108f752d1-4320-9bac-f847db4148a8--",
        "919108f7-52d1-4320-9bac_f847db4148a8",
        "919108f7-52d1-4320-9bac-f847db4148ag",
        "{919108f7-52d1-4320-9bac-f847db4148a}",
        " 919108f7-52d1-4320-9bac-f847db4148a",
        "919108f7-52d1-4320-9bac-f847db414\xc3\xa9_",
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct uuid uuid = {.text = "before"};
        CHECK_ROW(!uuid_parse(rows[i], &uuid) && strcmp(uuid.text, "before") == 0, rows[i]);
    }
}

CU_TestInfo uuid_tests[] = {
    UNIT(the_example_of_the_rfc_is_made),
    UNIT(what_is_put_in_comes_out),
    UNIT(its_bytes_are_the_uuid),
    UNIT(bits_that_do_not_fit_are_dropped),
    UNIT(random_ones_carry_their_time_and_differ),
    UNIT(later_ones_sort_behind_earlier_ones),
    UNIT(only_version_7_can_be_split),
    UNIT(any_version_is_read_and_stored_in_lower_case),
    UNIT(what_is_no_uuid_is_refused),
    CU_TEST_INFO_NULL,
};
