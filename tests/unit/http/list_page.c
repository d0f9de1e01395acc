/* list_page.c -- tests of the pages of a list: what is asked for, shown, and named as the next. */
#include "http/list_page.h"

#include "unit/unit.h"

static struct arena *arena;

static const char *next_of(struct list_page *page, size_t count, size_t *ret_shown)
{
    *ret_shown = list_page_cut(page, count);
    return list_page_next(page, *ret_shown ? "12" : NULL, arena);
}

static void one_more_than_is_shown_tells_that_there_is_a_next_page(void)
{
    struct list_page page = {.limit = 20};
    size_t shown;
    arena = arena_create(1 << 16);
    CU_ASSERT_EQUAL(list_page_ask(&page), 21);
    CU_ASSERT_STRING_EQUAL(next_of(&page, 21, &shown), "MTI");
    CU_ASSERT_EQUAL(shown, 20);
    arena_destroy(arena);
}

static void the_last_page_has_no_next_one(void)
{
    struct list_page page = {.limit = 20, .has_more = true};
    size_t shown;
    arena = arena_create(1 << 16);
    CU_ASSERT_PTR_NULL(next_of(&page, 20, &shown));
    CU_ASSERT_EQUAL(shown, 20);
    CU_ASSERT_PTR_NULL(next_of(&page, 0, &shown));
    CU_ASSERT_EQUAL(shown, 0);
    arena_destroy(arena);
}

CU_TestInfo http_list_page_tests[] = {
    UNIT(one_more_than_is_shown_tells_that_there_is_a_next_page),
    UNIT(the_last_page_has_no_next_one),
    CU_TEST_INFO_NULL,
};
