/* test_arena.c -- the memory of the running test. */
#include "sql/support/test_arena.h"

#define ARENA_BYTES_MAX ((size_t)64 * 1024 * 1024)

static struct arena *arena;

struct arena *test_arena(void)
{
    return arena;
}

void test_arena_open(void)
{
    arena = arena_create(ARENA_BYTES_MAX);
}

void test_arena_close(void)
{
    arena_destroy(arena);
}
