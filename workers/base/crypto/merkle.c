/* merkle.c -- roots, paths and their check, after RFC 6962 and RFC 9162. */
#include "base/crypto/merkle.h"

#include <assert.h>

static struct sha256 node(struct hasher *hasher, const struct sha256 *left,
                          const struct sha256 *right)
{
    static const uint8_t prefix = 1;
    const struct span parts[] = {
        {&prefix, 1}, {left->bytes, SHA256_SIZE}, {right->bytes, SHA256_SIZE}};
    return hasher_sha256(hasher, parts, 3);
}

struct sha256 merkle_leaf(struct hasher *hasher, struct span entry)
{
    static const uint8_t prefix = 0;
    const struct span parts[] = {{&prefix, 1}, entry};
    return hasher_sha256(hasher, parts, 2);
}

/* The largest power of two below count, which is 2 at least. */
static size_t split_at(size_t count)
{
    size_t split = 1;
    while (split * 2 < count)
        split *= 2;
    return split;
}

/* No deeper than the tree is high. */
// NOLINTNEXTLINE(misc-no-recursion)
struct sha256 merkle_root(struct hasher *hasher, const struct sha256 *nodes, size_t count)
{
    if (count == 0)
        return hasher_sha256(hasher, NULL, 0);
    if (count == 1)
        return nodes[0];
    size_t split = split_at(count);
    struct sha256 left = merkle_root(hasher, nodes, split);
    struct sha256 right = merkle_root(hasher, nodes + split, count - split);
    return node(hasher, &left, &right);
}

size_t merkle_path(struct hasher *hasher, const struct sha256 *nodes, size_t count, size_t index,
                   struct sha256 ret_path[MERKLE_PATH_MAX])
{
    assert(index < count);
    struct sha256 downwards[MERKLE_PATH_MAX];
    size_t length = 0;
    while (count > 1) {
        size_t split = split_at(count);
        bool is_left = index < split;
        assert(length < MERKLE_PATH_MAX);
        downwards[length++] = is_left ? merkle_root(hasher, nodes + split, count - split)
                                      : merkle_root(hasher, nodes, split);
        nodes += is_left ? 0 : split;
        index -= is_left ? 0 : split;
        count = is_left ? split : count - split;
    }
    for (size_t i = 0; i < length; i++)
        ret_path[i] = downwards[length - 1 - i];
    return length;
}

/* RFC 9162, section 2.1.3.2: `last` is the last node of a level; a node without a neighbour moves
 * up as it is. */
bool merkle_proves(struct hasher *hasher, const struct merkle_proof *proof,
                   const struct sha256 *root)
{
    if (proof->index >= proof->count)
        return false;
    size_t at = proof->index;
    size_t last = proof->count - 1;
    struct sha256 hash = proof->leaf;
    for (size_t i = 0; i < proof->path_count; i++) {
        if (last == 0)
            return false;
        if (at % 2 == 1 || at == last) {
            hash = node(hasher, &proof->path[i], &hash);
            for (; at % 2 == 0 && at > 0; at /= 2)
                last /= 2;
        } else {
            hash = node(hasher, &hash, &proof->path[i]);
        }
        at /= 2;
        last /= 2;
    }
    return last == 0 && sha256_compare(&hash, root) == 0;
}
