/* arena.c -- blocks in a list, handed out from the front and freed together. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

/* A build for fuzzing has 1: then every piece is a block, and none can be left unnoticed. */
#ifdef USHER_ARENA_BLOCK_BYTES
#define BLOCK_BYTES USHER_ARENA_BLOCK_BYTES
#else
#define BLOCK_BYTES 16384
#endif

struct block {
    struct block *next;
    size_t size;
    size_t used;
    alignas(max_align_t) unsigned char bytes[];
};

struct deferred {
    struct deferred *next;
    void (*release)(void *thing);
    void *thing;
};

struct arena {
    struct block *blocks; /* the newest first; all of them have room used up but this one */
    struct deferred *deferred;
    size_t bytes_max;
    size_t bytes_used;
};

static struct block *block_create(size_t size, struct block *next)
{
    struct block *block = malloc(sizeof(*block) + size);
    if (!block) {
        log_error("out of memory bytes=%zu", size);
        abort();
    }
    *block = (struct block){.next = next, .size = size};
    return block;
}

struct arena *arena_create(size_t bytes_max)
{
    struct arena *arena = malloc(sizeof(*arena));
    if (!arena) {
        log_error("out of memory bytes=%zu", sizeof(*arena));
        abort();
    }
    *arena = (struct arena){.bytes_max = bytes_max};
    return arena;
}

/* One block stays for the next request, which most of the time needs no more than that. */
void arena_reset(struct arena *arena)
{
    while (arena->deferred) {
        struct deferred *newest = arena->deferred;
        arena->deferred = newest->next;
        newest->release(newest->thing);
    }
    while (arena->blocks && (arena->blocks->next || arena->blocks->size > BLOCK_BYTES)) {
        struct block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    if (arena->blocks)
        arena->blocks->used = 0;
    arena->bytes_used = 0;
}

void arena_destroy(struct arena *arena)
{
    if (!arena)
        return;
    arena_reset(arena);
    free(arena->blocks);
    free(arena);
}

/* Not zeroed. */
static void *take(struct arena *arena, size_t bytes)
{
    if (bytes > arena->bytes_max - arena->bytes_used) {
        log_error("arena full bytes_max=%zu used=%zu asked=%zu", arena->bytes_max,
                  arena->bytes_used, bytes);
        abort();
    }
    arena->bytes_used += bytes;

    const size_t align = alignof(max_align_t);
    size_t rounded = (bytes + align - 1) / align * align;
    struct block *block = arena->blocks;
    if (!block || block->used + rounded > block->size) {
        block = block_create(rounded > BLOCK_BYTES ? bytes : BLOCK_BYTES, block);
        arena->blocks = block;
    }
    void *start = block->bytes + block->used;
    block->used += rounded;
    return start;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    return memset(take(arena, bytes), 0, bytes);
}

void *arena_array(struct arena *arena, size_t count, size_t size_each)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size_each, &bytes)) {
        log_error("arena array too large count=%zu size_each=%zu", count, size_each);
        abort();
    }
    return arena_alloc(arena, bytes);
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    size_t copied = strnlen(text, length);
    char *copy = take(arena, copied + 1);
    memcpy(copy, text, copied);
    copy[copied] = '\0';
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

/* It is tried in what the newest block has left, mostly with success: then it is printed once. */
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    struct block *block = arena->blocks;
    bool has_room = block && block->used < block->size;
    void *rest = has_room ? block->bytes + block->used : NULL;
    size_t room = has_room ? block->size - block->used : 0;
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(rest, room, format, args);
    if (length < 0) {
        log_error("a format that cannot be printed");
        abort();
    }
    char *text = take(arena, (size_t)length + 1);
    if (text != rest)
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void arena_defer(struct arena *arena, void (*release)(void *thing), void *thing)
{
    struct deferred *deferred = arena_alloc(arena, sizeof(*deferred));
    *deferred = (struct deferred){.next = arena->deferred, .release = release, .thing = thing};
    arena->deferred = deferred;
}
