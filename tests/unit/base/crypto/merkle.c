/* merkle.c -- tests of hashes and Merkle trees. */
#include "base/crypto/merkle.h"

#include <string.h>

#include "unit/unit.h"

/* The leaves and roots that Certificate Transparency tests its trees with (RFC 6962). */
static const struct span leaves[] = {
    {"", 0},
    {"\x00", 1},
    {"\x10", 1},
    {"\x20\x21", 2},
    {"\x30\x31", 2},
    {"\x40\x41\x42\x43", 4},
    {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
    {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16},
};
static const char *const roots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static struct hasher *hasher;

static void hash_leaves(struct sha256 ret_nodes[LENGTH(leaves)])
{
    for (size_t i = 0; i < LENGTH(leaves); i++)
        ret_nodes[i] = merkle_leaf(hasher, leaves[i]);
}

static struct sha256 parsed(const char *text)
{
    struct sha256 hash = {0};
    CHECK_ROW(sha256_parse(text, &hash), text);
    return hash;
}

static void trees_of_0_to_8_leaves_have_the_roots_of_the_rfc(void)
{
    hasher = hasher_create();
    struct sha256 nodes[LENGTH(leaves)];
    hash_leaves(nodes);
    for (size_t count = 0; count < LENGTH(roots); count++) {
        struct sha256 root = merkle_root(hasher, nodes, count);
        struct sha256 expected = parsed(roots[count]);
        CHECK_ROW(sha256_compare(&root, &expected) == 0, roots[count]);
    }
    hasher_destroy(hasher);
}

static struct merkle_proof proof_of(const struct sha256 *nodes, size_t count, size_t index,
                                    struct sha256 path[MERKLE_PATH_MAX])
{
    return (struct merkle_proof){
        .leaf = nodes[index],
        .index = index,
        .count = count,
        .path = path,
        .path_count = merkle_path(hasher, nodes, count, index, path),
    };
}

static void every_leaf_is_proved_by_its_path_and_by_no_other(void)
{
    hasher = hasher_create();
    struct sha256 nodes[LENGTH(leaves)], path[MERKLE_PATH_MAX];
    hash_leaves(nodes);
    for (size_t count = 1; count <= LENGTH(leaves); count++) {
        struct sha256 root = merkle_root(hasher, nodes, count);
        for (size_t index = 0; index < count; index++) {
            struct merkle_proof proof = proof_of(nodes, count, index, path);
            CHECK_ROW(merkle_proves(hasher, &proof, &root), roots[count]);
            for (proof.index = 0; proof.index <= count; proof.index++)
                CHECK_ROW(merkle_proves(hasher, &proof, &root) == (proof.index == index),
                          roots[count]);
        }
    }
    hasher_destroy(hasher);
}

static void a_proof_with_anything_changed_is_refused(void)
{
    hasher = hasher_create();
    struct sha256 nodes[LENGTH(leaves)], path[MERKLE_PATH_MAX];
    hash_leaves(nodes);
    struct sha256 root = merkle_root(hasher, nodes, 7);
    for (size_t index = 0; index < 7; index++) {
        struct merkle_proof proof = proof_of(nodes, 7, index, path);
        struct merkle_proof changed = proof;
        changed.leaf = nodes[7];
        CU_ASSERT_FALSE(merkle_proves(hasher, &changed, &root));
        changed = proof;
        changed.path_count--;
        CU_ASSERT_FALSE(merkle_proves(hasher, &changed, &root));
        path[proof.path_count] = nodes[0];
        changed.path_count = proof.path_count + 1;
        CU_ASSERT_FALSE(merkle_proves(hasher, &changed, &root));
        path[0].bytes[31] ^= 1;
        CU_ASSERT_FALSE(merkle_proves(hasher, &proof, &root));
    }
    hasher_destroy(hasher);
}

/* Computed by another implementation: the key is 20 bytes of 0x0b with zeros,
 * the message 0 to 31. */
static void hmac_is_what_others_compute(void)
{
    hasher = hasher_create();
    struct sha256 key = {0}, message;
    memset(key.bytes, 0x0b, 20);
    unit_fill_counting(message.bytes, sizeof(message.bytes));
    struct sha256 expected =
        parsed("34208fc36a846d82d76528bdf7418fb53f62ecca5faa0d8ac432b858958e7c80");
    hasher_set_key(hasher, (struct span){key.bytes, SHA256_SIZE});
    struct span said = {message.bytes, SHA256_SIZE};
    struct sha256 mac = hasher_hmac(hasher, said);
    CU_ASSERT_EQUAL(sha256_compare(&mac, &expected), 0);
    mac = hasher_hmac(hasher, said);
    CU_ASSERT_EQUAL(sha256_compare(&mac, &expected), 0);
    hasher_destroy(hasher);
}

static void hashes_as_text_go_both_ways_and_other_text_is_refused(void)
{
    static const char *const rows[] = {
        "", "e3", "g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555"};
    char text[SHA256_HEX_SIZE];
    struct sha256 hash = parsed(roots[0]);
    sha256_format(&hash, text);
    CU_ASSERT_STRING_EQUAL(text, roots[0]);
    for (size_t i = 0; i < LENGTH(rows); i++)
        CHECK_ROW(!sha256_parse(rows[i], &hash), rows[i]);
}

CU_TestInfo merkle_tests[] = {
    UNIT(trees_of_0_to_8_leaves_have_the_roots_of_the_rfc),
    UNIT(every_leaf_is_proved_by_its_path_and_by_no_other),
    UNIT(a_proof_with_anything_changed_is_refused),
    UNIT(hmac_is_what_others_compute),
    UNIT(hashes_as_text_go_both_ways_and_other_text_is_refused),
    CU_TEST_INFO_NULL,
};
