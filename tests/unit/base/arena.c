/* arena.c -- tests of the memory of one request. */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#include "unit/unit.h"

static void memory_is_zeroed_aligned_and_apart(void)
{
    struct arena *arena = arena_create(1 << 20);
    for (size_t bytes = 0; bytes < 2000; bytes += 37) {
        unsigned char *memory = arena_alloc(arena, bytes);
        CU_ASSERT_EQUAL((uintptr_t)memory % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < bytes; i++)
            if (memory[i] != 0)
                CU_FAIL("memory that was handed out before");
        memset(memory, 0xFF, bytes);
    }
    arena_destroy(arena);
}

static void memory_is_zeroed_again_after_a_reset(void)
{
    struct arena *arena = arena_create(64);
    memset(arena_alloc(arena, 64), 0xFF, 64);
    arena_reset(arena);
    const char *memory = arena_alloc(arena, 64);
    CU_ASSERT_EQUAL(memory[0], 0);
    CU_ASSERT_EQUAL(memory[63], 0);
    arena_destroy(arena);
}

static void a_reset_gives_all_the_room_back(void)
{
    struct arena *arena = arena_create(100000);
    for (int i = 0; i < 10; i++) {
        (void)arena_alloc(arena, 60000);
        (void)arena_alloc(arena, 40000);
        arena_reset(arena);
    }
    arena_destroy(arena);
}

static void take_one_byte_too_many(void)
{
    struct arena *arena = arena_create(100);
    (void)arena_alloc(arena, 60);
    (void)arena_alloc(arena, 41);
}

static void take_the_largest_size(void)
{
    (void)arena_alloc(arena_create(100), SIZE_MAX);
}

static void take_an_array_that_overflows(void)
{
    (void)arena_array(arena_create(SIZE_MAX), SIZE_MAX / 2, 3);
}

static void past_its_maximum_it_aborts(void)
{
    CU_ASSERT_TRUE(unit_aborts(take_one_byte_too_many));
    CU_ASSERT_TRUE(unit_aborts(take_the_largest_size));
    CU_ASSERT_TRUE(unit_aborts(take_an_array_that_overflows));
}

static void an_array_has_room_for_all_its_elements(void)
{
    struct arena *arena = arena_create(1024);
    int64_t *numbers = arena_array(arena, 100, sizeof(*numbers));
    for (int i = 0; i < 100; i++)
        numbers[i] = i;
    CU_ASSERT_EQUAL(numbers[99], 99);
    arena_destroy(arena);
}

static void copies_are_their_own(void)
{
    struct arena *arena = arena_create(1024);
    char source[] = "seat A12";
    char *whole = arena_strdup(arena, source);
    char *part = arena_strndup(arena, source, 4);
    char *longer = arena_strndup(arena, source, 100);
    source[0] = 'X';
    CU_ASSERT_STRING_EQUAL(whole, "seat A12");
    CU_ASSERT_STRING_EQUAL(part, "seat");
    CU_ASSERT_STRING_EQUAL(longer, "seat A12");
    arena_destroy(arena);
}

static void printing_takes_what_the_text_needs(void)
{
    struct arena *arena = arena_create(1 << 16);
    CU_ASSERT_STRING_EQUAL(arena_printf(arena, "%s has %d", "row A", 12), "row A has 12");
    CU_ASSERT_EQUAL(strlen(arena_printf(arena, "%30000s", "")), 30000);
    arena_destroy(arena);
}

/* Whatever a block has left: more than enough, just enough, a byte too little, nothing. */
static void printing_goes_on_where_a_block_ends(void)
{
    for (size_t taken = 0; taken < 40000; taken += 61) {
        struct arena *arena = arena_create(1 << 20);
        memset(arena_alloc(arena, taken), 0xFF, taken);
        const char *first = arena_printf(arena, "%0100d", 1);
        const char *second = arena_printf(arena, "<%s>", first);
        CU_ASSERT_EQUAL(strlen(first), 100);
        CU_ASSERT_TRUE(strlen(second) == 102 && strncmp(second + 1, first, 100) == 0);
        arena_destroy(arena);
    }
}

struct letter {
    char *word, letter;
};

static void append_letter(void *thing)
{
    const struct letter *letter = thing;
    letter->word[strlen(letter->word)] = letter->letter;
}

static void deferred_calls_run_once_the_newest_first(void)
{
    char word[8] = "";
    struct letter letters[] = {{word, 'a'}, {word, 'b'}, {word, 'c'}};
    struct arena *arena = arena_create(1024);
    for (size_t i = 0; i < LENGTH(letters); i++)
        arena_defer(arena, append_letter, &letters[i]);
    arena_reset(arena);
    CU_ASSERT_STRING_EQUAL(word, "cba");
    arena_destroy(arena);
    CU_ASSERT_STRING_EQUAL(word, "cba");
}

static void destroying_nothing_is_fine(void)
{
    arena_destroy(NULL);
}

CU_TestInfo arena_tests[] = {
    UNIT(memory_is_zeroed_aligned_and_apart),
    UNIT(memory_is_zeroed_again_after_a_reset),
    UNIT(a_reset_gives_all_the_room_back),
    UNIT(past_its_maximum_it_aborts),
    UNIT(an_array_has_room_for_all_its_elements),
    UNIT(copies_are_their_own),
    UNIT(printing_takes_what_the_text_needs),
    UNIT(printing_goes_on_where_a_block_ends),
    UNIT(deferred_calls_run_once_the_newest_first),
    UNIT(destroying_nothing_is_fine),
    CU_TEST_INFO_NULL,
};
