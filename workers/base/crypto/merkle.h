/* merkle.h -- Merkle trees with the shape and the hashes of RFC 6962, section 2.1. */
#ifndef USHER_BASE_CRYPTO_MERKLE_H
#define USHER_BASE_CRYPTO_MERKLE_H

#include "base/crypto/sha256.h"

/* A tree of 2^32 leaves is no higher. */
#define MERKLE_PATH_MAX 32

/* SHA-256(0x00 || entry) */
struct sha256 merkle_leaf(struct hasher *hasher, struct span entry);

/*
 * The root over nodes: leaves, or the roots of complete subtrees of one size but for the last,
 * which may be smaller when the size is a power of two. So a large tree can be built in pieces. No
 * nodes: SHA-256 of nothing.
 */
struct sha256 merkle_root(struct hasher *hasher, const struct sha256 *nodes, size_t count);

/*
 * The hashes beside the way from node `index` up to the root, lowest first (PATH of RFC 6962).
 * index < count. Returns how many; of a tree in pieces, the path in the piece comes first.
 */
size_t merkle_path(struct hasher *hasher, const struct sha256 *nodes, size_t count, size_t index,
                   struct sha256 ret_path[MERKLE_PATH_MAX]);

struct merkle_proof {
    struct sha256 leaf;
    size_t index;
    size_t count; /* leaves of the whole tree */
    const struct sha256 *path;
    size_t path_count;
};

/* Whether the path leads from that leaf of a tree with so many leaves to this root. */
bool merkle_proves(struct hasher *hasher, const struct merkle_proof *proof,
                   const struct sha256 *root);

#endif
