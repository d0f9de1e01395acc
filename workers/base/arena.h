/* arena.h -- memory that lives as long as one request, so that nothing in between calls free. */
#ifndef USHER_BASE_ARENA_H
#define USHER_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Every arena has its maximum from birth: past it the process aborts, as every input is bounded. */
struct arena *arena_create(size_t bytes_max);
void arena_reset(struct arena *arena);   /* runs the deferred calls, newest first, frees the rest */
void arena_destroy(struct arena *arena); /* NULL is fine */

/* Zeroed memory, aligned for anything. Never NULL. */
void *arena_alloc(struct arena *arena, size_t bytes) __attribute__((returns_nonnull));
void *arena_array(struct arena *arena, size_t count, size_t size_each)
    __attribute__((returns_nonnull));

char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0), nonnull(2)));

/* Calls release(thing) at the next reset: how a cJSON tree lives as long as its request. */
void arena_defer(struct arena *arena, void (*release)(void *thing), void *thing);

#endif
