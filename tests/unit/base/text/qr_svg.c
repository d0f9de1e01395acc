/* qr_svg.c -- tests of the picture's form; that it can be read back is
 * tests/api/account/tickets.test.mjs.
 */
#include "base/text/qr_svg.h"

#include <string.h>

#include "unit/unit.h"

/* The picture of so many letters. */
static const char *picture(size_t length, struct arena *arena)
{
    char *text = arena_alloc(arena, length + 1);
    memset(text, 'x', length);
    return qr_svg(text, arena);
}

/* The smallest code has 21 modules a side, and the finders in its corners have 7. */
static void a_picture_is_a_white_square_and_one_path_four_modules_in(void)
{
    struct arena *arena = arena_create(1 << 16);
    static const char begins[] =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\""
        " shape-rendering=\"crispEdges\"><rect width=\"29\" height=\"29\" fill=\"#fff\"/>"
        "<path stroke=\"#000\" d=\"M4 4.5m0 0h7";
    const char *svg = picture(1, arena);
    CU_ASSERT_EQUAL(strncmp(svg, begins, strlen(begins)), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, "h7M4 5.5m0 0h1m5 0h1"));
    CU_ASSERT_PTR_NOT_NULL(strstr(svg, "M4 24.5m0 0h7"));
    CU_ASSERT_PTR_NULL(strstr(svg, "M4 25.5"));
    CU_ASSERT_STRING_EQUAL(svg + strlen(svg) - strlen("\"/></svg>\n"), "\"/></svg>\n");
    arena_destroy(arena);
}

static void another_text_is_another_picture(void)
{
    struct arena *arena = arena_create(1 << 16);
    CU_ASSERT_STRING_EQUAL(qr_svg("A1", arena), qr_svg("A1", arena));
    CU_ASSERT_STRING_NOT_EQUAL(qr_svg("A1", arena), qr_svg("A2", arena));
    arena_destroy(arena);
}

static void every_length_up_to_the_longest_has_a_picture(void)
{
    struct arena *arena = arena_create(1 << 20);
    for (size_t length = 1; length <= QR_TEXT_MAX; length += 37) {
        arena_reset(arena);
        CU_ASSERT_PTR_NOT_NULL(strstr(picture(length, arena), "</svg>"));
    }
    arena_reset(arena);
    CU_ASSERT_PTR_NOT_NULL(strstr(picture(QR_TEXT_MAX, arena), "viewBox=\"0 0 129 129\""));
    arena_destroy(arena);
}

/* Of 170 capitals and digits, and of as many as 49 modules take. */
static void capitals_and_digits_take_less_room(void)
{
    struct arena *arena = arena_create(1 << 16);
    static const struct {
        size_t length;
        const char *view;
    } rows[] = {{170, "viewBox=\"0 0 53 53\""}, {221, "viewBox=\"0 0 57 57\""}};
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char *text = arena_alloc(arena, rows[i].length + 1);
        for (size_t j = 0; j < rows[i].length; j++)
            text[j] = "AB2C"[j % 4];
        text[rows[i].length] = '\0';
        CU_ASSERT_PTR_NOT_NULL(strstr(qr_svg(text, arena), rows[i].view));
    }
    arena_destroy(arena);
}

static void draw_too_much(void)
{
    (void)picture(QR_TEXT_MAX + 1, arena_create(1 << 20));
}

static void a_longer_text_is_a_mistake_of_ours(void)
{
    CU_ASSERT_TRUE(unit_aborts(draw_too_much));
}

CU_TestInfo qr_svg_tests[] = {
    UNIT(a_picture_is_a_white_square_and_one_path_four_modules_in),
    UNIT(another_text_is_another_picture),
    UNIT(every_length_up_to_the_longest_has_a_picture),
    UNIT(capitals_and_digits_take_less_room),
    UNIT(a_longer_text_is_a_mistake_of_ours),
    CU_TEST_INFO_NULL,
};
