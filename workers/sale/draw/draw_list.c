/* draw_list.c -- the list of a lottery's entrants, its Merkle tree,
 * and the places they are drawn. */
#include "sale/draw/draw_list.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define CAPACITY_AT_FIRST 1024

static void *allocate(void *old, size_t count, size_t size_each)
{
    void *made = reallocarray(old, count ? count : 1, size_each);
    if (!made) {
        log_error("out of memory count=%zu", count);
        abort();
    }
    return made;
}

void draw_list_release(struct draw_list *list)
{
    free(list->entrants);
    free(list->places);
    *list = (struct draw_list){0};
}

struct sha256 draw_entrant(struct hasher *hasher, const struct uuid *concert_id,
                           const char *user_id)
{
    static const char domain[] = "usher-entrant";
    const struct span parts[] = {
        {domain, sizeof(domain) - 1},
        {concert_id->text, strlen(concert_id->text)},
        {user_id, strlen(user_id)},
    };
    return hasher_sha256(hasher, parts, 3);
}

void draw_list_add(struct draw_list *list, const struct sha256 *entrants, size_t count)
{
    if (count == 0)
        return;
    size_t capacity = list->capacity ? list->capacity : CAPACITY_AT_FIRST;
    while (capacity < list->count + count)
        capacity *= 2;
    if (capacity != list->capacity)
        list->entrants = allocate(list->entrants, capacity, sizeof(*list->entrants));
    list->capacity = capacity;
    memcpy(&list->entrants[list->count], entrants, count * sizeof(*entrants));
    list->count += count;
}

static int compare_entrants(const void *a, const void *b)
{
    return sha256_compare(a, b);
}

void draw_list_sort(struct draw_list *list)
{
    size_t kept = 0;
    if (list->count)
        qsort(list->entrants, list->count, sizeof(*list->entrants), compare_entrants);
    for (size_t i = 0; i < list->count; i++) {
        if (kept == 0 || sha256_compare(&list->entrants[kept - 1], &list->entrants[i]) != 0)
            list->entrants[kept++] = list->entrants[i];
    }
    list->count = kept;
}

struct lot {
    struct sha256 mac;
    uint32_t index;
};

static int compare_lots(const void *a, const void *b)
{
    const struct lot *left = a;
    const struct lot *right = b;
    int order = sha256_compare(&left->mac, &right->mac);
    if (order != 0)
        return order;
    return left->index < right->index ? -1 : left->index > right->index;
}

void draw_list_rank(struct draw_list *list, struct hasher *hasher, const struct sha256 *seed)
{
    assert(list->count <= UINT32_MAX);
    struct lot *lots = allocate(NULL, list->count, sizeof(*lots));
    hasher_set_key(hasher, (struct span){seed->bytes, SHA256_SIZE});
    for (size_t i = 0; i < list->count; i++) {
        struct span entrant = {list->entrants[i].bytes, SHA256_SIZE};
        lots[i] = (struct lot){.mac = hasher_hmac(hasher, entrant), .index = (uint32_t)i};
    }
    qsort(lots, list->count, sizeof(*lots), compare_lots);
    list->places = allocate(list->places, list->count, sizeof(*list->places));
    for (size_t i = 0; i < list->count; i++)
        list->places[lots[i].index] = (uint32_t)(i + 1);
    free(lots);
}

size_t draw_list_find(const struct draw_list *list, const struct sha256 *entrant)
{
    const struct sha256 *found = NULL;
    if (list->count)
        found = bsearch(entrant, list->entrants, list->count, sizeof(*entrant), compare_entrants);
    return found ? (size_t)(found - list->entrants) : list->count;
}

size_t draw_chunk_count(size_t entrants)
{
    return (entrants + DRAW_CHUNK - 1) / DRAW_CHUNK;
}

size_t draw_chunk_size(size_t entrants, size_t chunk_no)
{
    size_t left = entrants - chunk_no * DRAW_CHUNK;
    return left < DRAW_CHUNK ? left : DRAW_CHUNK;
}

static void hash_leaves(struct hasher *hasher, const struct sha256 *entrants, size_t count,
                        struct sha256 ret_leaves[DRAW_CHUNK])
{
    assert(count <= DRAW_CHUNK);
    for (size_t i = 0; i < count; i++)
        ret_leaves[i] = merkle_leaf(hasher, (struct span){entrants[i].bytes, SHA256_SIZE});
}

struct sha256 draw_chunk_root(struct hasher *hasher, const struct sha256 *entrants, size_t count)
{
    struct sha256 leaves[DRAW_CHUNK];
    hash_leaves(hasher, entrants, count, leaves);
    return merkle_root(hasher, leaves, count);
}

struct sha256 draw_list_root(const struct draw_list *list, struct hasher *hasher)
{
    size_t count = draw_chunk_count(list->count);
    struct sha256 *roots = allocate(NULL, count, sizeof(*roots));
    for (size_t i = 0; i < count; i++)
        roots[i] = draw_chunk_root(hasher, &list->entrants[i * DRAW_CHUNK],
                                   draw_chunk_size(list->count, i));
    struct sha256 root = merkle_root(hasher, roots, count);
    free(roots);
    return root;
}

struct draw_path draw_path(struct hasher *hasher, const struct draw_chunk *chunk,
                           const struct sha256 *roots, size_t entrants, size_t index)
{
    struct sha256 leaves[DRAW_CHUNK];
    struct draw_path path = {0};
    hash_leaves(hasher, chunk->entrants, chunk->count, leaves);
    path.count = merkle_path(hasher, leaves, chunk->count, index % DRAW_CHUNK, path.hashes);
    path.count += merkle_path(hasher, roots, draw_chunk_count(entrants), index / DRAW_CHUNK,
                              &path.hashes[path.count]);
    return path;
}
