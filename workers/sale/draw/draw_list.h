/* draw_list.h -- the list of a lottery's entrants, its Merkle tree, and the places they are drawn.
 *
 * These rules need no store: whoever has the list and the seed gets the same places. An entrant is
 * SHA-256("usher-entrant" || concertId || userId), both ids in lower-case text, so that the list
 * can be published without naming anybody. Entrants stand in ascending order and are the leaves of
 * the tree. Place p of n is the entrant with the p-th smallest HMAC-SHA256(seed, entrant); should
 * two be alike, the smaller entrant comes first.
 */
#ifndef USHER_SALE_DRAW_DRAW_LIST_H
#define USHER_SALE_DRAW_DRAW_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "base/crypto/merkle.h"
#include "base/crypto/sha256.h"
#include "base/uuid.h"

/* The rules above, by name: a change of them needs another one. */
#define DRAW_ALGORITHM "usher-lottery-1"

/* Entrants of a chunk, all but the last: a power of two, so that a chunk is a subtree. */
#define DRAW_CHUNK ((size_t)4096)

struct draw_list {
    size_t count;
    size_t capacity;
    struct sha256 *entrants;
    uint32_t *places; /* from 1; NULL before draw_list_rank */
};

/* init is {0}; release leaves it so again. */
void draw_list_release(struct draw_list *list);
#define DRAW_LIST __attribute__((cleanup(draw_list_release))) struct draw_list

struct sha256 draw_entrant(struct hasher *hasher, const struct uuid *concert_id,
                           const char *user_id);
void draw_list_add(struct draw_list *list, const struct sha256 *entrants, size_t count);

/* Puts them in order and drops those that are there twice. */
void draw_list_sort(struct draw_list *list);

/* Draws: the list must be in order. */
void draw_list_rank(struct draw_list *list, struct hasher *hasher, const struct sha256 *seed);

/* The index of an entrant, or the count when there is none. The list must be in order. */
size_t draw_list_find(const struct draw_list *list, const struct sha256 *entrant);

size_t draw_chunk_count(size_t entrants);
size_t draw_chunk_size(size_t entrants, size_t chunk_no);

/* The root over up to DRAW_CHUNK entrants. */
struct sha256 draw_chunk_root(struct hasher *hasher, const struct sha256 *entrants, size_t count);

/* The root of the whole tree. */
struct sha256 draw_list_root(const struct draw_list *list, struct hasher *hasher);

/* A path in the tree, at most as long as a tree in two pieces is high. */
struct draw_path {
    size_t count;
    struct sha256 hashes[2 * MERKLE_PATH_MAX];
};

/* chunk: the entrants of the chunk that has entrant `index`; roots: those of all chunks. */
struct draw_chunk {
    const struct sha256 *entrants;
    size_t count;
};
struct draw_path draw_path(struct hasher *hasher, const struct draw_chunk *chunk,
                           const struct sha256 *roots, size_t entrants, size_t index);

#endif
