/* draw_list.c -- tests of a lottery's list and of the places that are drawn. */
#include "sale/draw/draw_list.h"

#include <string.h>

#include "unit/unit.h"

static struct hasher *hasher;

static struct uuid numbered_id(uint64_t number)
{
    return uuid_v7_from(INT64_C(1798106400000), 0, number);
}

static struct sha256 seed_of(uint64_t number)
{
    const struct span part = {&number, sizeof(number)};
    return hasher_sha256(hasher, &part, 1);
}

/* People who came to a concert's lobby one after the other. */
static void fill(struct draw_list *list, uint64_t concert, size_t people)
{
    struct uuid concert_id = numbered_id(concert);
    for (size_t i = 0; i < people; i++) {
        struct uuid user_id = numbered_id(1000000 + i);
        struct sha256 entrant = draw_entrant(hasher, &concert_id, user_id.text);
        draw_list_add(list, &entrant, 1);
    }
}

static void an_entrant_is_what_others_compute(void)
{
    hasher = hasher_create();
    struct uuid concert_id;
    struct sha256 expected;
    CU_ASSERT_TRUE(uuid_parse("01890000-0000-7000-8000-000000000001", &concert_id));
    CU_ASSERT_TRUE(sha256_parse("d0ca116c30cded4c6bd959f908671c6e6179d78b99e61207f1be9e128877397b",
                                &expected));
    struct sha256 entrant =
        draw_entrant(hasher, &concert_id, "01890000-0000-7000-8000-000000000002");
    CU_ASSERT_EQUAL(sha256_compare(&entrant, &expected), 0);
    hasher_destroy(hasher);
}

static void the_list_is_in_order_and_has_nobody_twice(void)
{
    hasher = hasher_create();
    DRAW_LIST list = {0};
    fill(&list, 1, 500);
    fill(&list, 1, 300);
    draw_list_sort(&list);
    CU_ASSERT_EQUAL(list.count, 500);
    for (size_t i = 1; i < list.count; i++)
        CU_ASSERT_TRUE(sha256_compare(&list.entrants[i - 1], &list.entrants[i]) < 0);
    for (size_t i = 0; i < list.count; i++)
        CU_ASSERT_EQUAL(draw_list_find(&list, &list.entrants[i]), i);
    struct sha256 stranger = seed_of(1);
    CU_ASSERT_EQUAL(draw_list_find(&list, &stranger), list.count);
    hasher_destroy(hasher);
}

/* Sizes around the ends of chunks: in pieces the tree is the same tree. */
static const size_t sizes[] = {0, 1, 2, 4095, 4096, 4097, 8192, 8193, 12289};

static void a_tree_in_chunks_is_the_tree_of_all_leaves(void)
{
    hasher = hasher_create();
    static struct sha256 nodes[16384];
    for (size_t s = 0; s < LENGTH(sizes); s++) {
        DRAW_LIST list = {0};
        fill(&list, s, sizes[s]);
        draw_list_sort(&list);
        for (size_t i = 0; i < list.count; i++)
            nodes[i] = merkle_leaf(hasher, (struct span){list.entrants[i].bytes, SHA256_SIZE});
        struct sha256 whole = merkle_root(hasher, nodes, list.count);
        struct sha256 pieces = draw_list_root(&list, hasher);
        CU_ASSERT_EQUAL(sha256_compare(&whole, &pieces), 0);
    }
    hasher_destroy(hasher);
}

static bool is_proved(const struct draw_list *list, const struct sha256 *roots, size_t index)
{
    size_t chunk_no = index / DRAW_CHUNK;
    struct draw_chunk chunk = {.entrants = &list->entrants[chunk_no * DRAW_CHUNK],
                               .count = draw_chunk_size(list->count, chunk_no)};
    struct draw_path path = draw_path(hasher, &chunk, roots, list->count, index);
    struct sha256 root = draw_list_root(list, hasher);
    struct merkle_proof proof = {
        .leaf = merkle_leaf(hasher, (struct span){list->entrants[index].bytes, SHA256_SIZE}),
        .index = index,
        .count = list->count,
        .path = path.hashes,
        .path_count = path.count,
    };
    return merkle_proves(hasher, &proof, &root);
}

static void a_path_through_chunk_and_roots_proves_its_entrant(void)
{
    hasher = hasher_create();
    for (size_t s = 1; s < LENGTH(sizes); s++) {
        DRAW_LIST list = {0};
        struct sha256 roots[8];
        fill(&list, s, sizes[s]);
        draw_list_sort(&list);
        for (size_t i = 0; i < draw_chunk_count(list.count); i++)
            roots[i] = draw_chunk_root(hasher, &list.entrants[i * DRAW_CHUNK],
                                       draw_chunk_size(list.count, i));
        CU_ASSERT_TRUE(is_proved(&list, roots, 0));
        CU_ASSERT_TRUE(is_proved(&list, roots, list.count / 2));
        CU_ASSERT_TRUE(is_proved(&list, roots, list.count - 1));
    }
    hasher_destroy(hasher);
}

static void every_place_is_given_once(void)
{
    hasher = hasher_create();
    DRAW_LIST list = {0};
    bool given[501] = {0};
    struct sha256 seed = seed_of(7);
    fill(&list, 1, 500);
    draw_list_sort(&list);
    draw_list_rank(&list, hasher, &seed);
    for (size_t i = 0; i < list.count; i++) {
        CU_ASSERT_FATAL(list.places[i] >= 1 && list.places[i] <= 500);
        CU_ASSERT_FALSE(given[list.places[i]]);
        given[list.places[i]] = true;
    }
    hasher_destroy(hasher);
}

/*
 * Do early and late arrivals fare the same? In each of so many draws so many people came one after
 * the other; each counts in the cell of the tenth in which they came and the tenth in which they
 * were drawn. Pearson's statistic over the 100 cells has 81 degrees of freedom when arrival and
 * place are independent, and is above the threshold then once in 1,000 times. The seeds are fixed,
 * so the outcome is, too: it says that these draws are fair, and cannot change from run to run.
 */
enum { DRAWS = 2000, PEOPLE = 100, TENTHS = 10 };
#define THRESHOLD 126.083 /* chi-square, 81 degrees of freedom, 99.9 % */

static void count_draw(uint64_t draw, bool by_arrival, double counts[TENTHS][TENTHS])
{
    DRAW_LIST list = {0};
    struct sha256 arrivals[PEOPLE];
    struct sha256 seed = seed_of(draw);
    fill(&list, draw, PEOPLE);
    memcpy(arrivals, list.entrants, sizeof(arrivals));
    draw_list_sort(&list);
    draw_list_rank(&list, hasher, &seed);
    for (size_t i = 0; i < PEOPLE; i++) {
        size_t place = by_arrival ? i : list.places[draw_list_find(&list, &arrivals[i])] - 1;
        counts[i * TENTHS / PEOPLE][place * TENTHS / PEOPLE]++;
    }
}

/* Every so many draws go by arrival; 0: none does. */
static double chi_square(uint64_t unfair_every)
{
    double counts[TENTHS][TENTHS] = {0};
    double expected = (double)(DRAWS * PEOPLE) / (double)(TENTHS * TENTHS);
    double sum = 0;
    for (uint64_t draw = 0; draw < DRAWS; draw++)
        count_draw(draw, unfair_every && draw % unfair_every == 0, counts);
    for (size_t i = 0; i < (size_t)TENTHS * TENTHS; i++) {
        double off = counts[i / TENTHS][i % TENTHS] - expected;
        sum += off * off / expected;
    }
    return sum;
}

static void early_and_late_arrivals_have_the_same_chance(void)
{
    hasher = hasher_create();
    CU_ASSERT_TRUE(chi_square(0) < THRESHOLD);
    hasher_destroy(hasher);
}

static void the_test_of_chances_notices_one_unfair_draw_in_a_hundred(void)
{
    hasher = hasher_create();
    CU_ASSERT_TRUE(chi_square(100) > THRESHOLD);
    hasher_destroy(hasher);
}

CU_TestInfo sale_draw_list_tests[] = {
    UNIT(an_entrant_is_what_others_compute),
    UNIT(the_list_is_in_order_and_has_nobody_twice),
    UNIT(a_tree_in_chunks_is_the_tree_of_all_leaves),
    UNIT(a_path_through_chunk_and_roots_proves_its_entrant),
    UNIT(every_place_is_given_once),
    UNIT(early_and_late_arrivals_have_the_same_chance),
    UNIT(the_test_of_chances_notices_one_unfair_draw_in_a_hundred),
    CU_TEST_INFO_NULL,
};
