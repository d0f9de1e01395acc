/* verify_draw.c -- recomputes a lottery's draw and says what does not agree. */

#include "usherctl/draw/verify_draw.h"

#include <stdio.h>
#include <string.h>

#include "usherctl/command.h"
#include "usherctl/draw/claimed_draw.h"
#include "usherctl/draw/draw_from_files.h"
#include "usherctl/draw/draw_from_postgres.h"

/* Counts what is wrong, a line for each thing that was checked. */
struct verdict {
    struct hasher *hasher;
    int wrong;
};

static void say(struct verdict *verdict, bool holds, const char *what)
{
    (void)printf("%s  %s\n", holds ? "ok   " : "WRONG", what);
    verdict->wrong += !holds;
}

static void check_seed(struct verdict *verdict, const struct draw *draw)
{
    const struct span seed = {draw->seed.bytes, sizeof(draw->seed.bytes)};
    struct sha256 hash = hasher_sha256(verdict->hasher, &seed, 1);
    say(verdict, sha256_compare(&hash, &draw->seed_hash) == 0,
        "the seed is the one whose hash was published at the beginning");
}

static bool is_ascending(const struct draw_list *list)
{
    for (size_t i = 1; i < list->count; i++)
        if (sha256_compare(&list->entrants[i - 1], &list->entrants[i]) >= 0)
            return false;
    return true;
}

static void check_list(struct verdict *verdict, const struct claimed_draw *claimed)
{
    struct sha256 root = draw_list_root(&claimed->list, verdict->hasher);
    say(verdict, (int64_t)claimed->list.count == claimed->draw.entrants,
        "the list has as many entrants as were committed to");
    say(verdict, is_ascending(&claimed->list), "the list is in order and names nobody twice");
    say(verdict, sha256_compare(&root, &claimed->draw.root) == 0,
        "the list has the root that was committed to");
}

/* Only Postgres says what each was given. */
static void check_places(struct verdict *verdict, const struct claimed_draw *claimed,
                         const struct draw_list *drawn)
{
    if (!claimed->list.places)
        return;
    size_t bytes = drawn->count * sizeof(*drawn->places);
    say(verdict, memcmp(claimed->list.places, drawn->places, bytes) == 0,
        "everybody was given the place that the seed draws");
}

static void check_proof(struct verdict *verdict, const struct claimed_draw *claimed,
                        const struct draw_list *drawn, const struct claimed_proof *proof)
{
    struct sha256 entrant = draw_entrant(verdict->hasher, &proof->concert_id, proof->user_id.text);
    struct merkle_proof inclusion = proof->inclusion;
    size_t index = draw_list_find(drawn, &inclusion.leaf);
    bool listed = index < drawn->count && index == inclusion.index;
    ctl_line("proof %s", proof->source);
    say(verdict, uuid_equal(&proof->concert_id, &claimed->draw.concert_id), "it is of this draw");
    say(verdict, sha256_compare(&entrant, &inclusion.leaf) == 0, "its entrant is its user");
    say(verdict, listed, "the entrant is in the list where the proof says");
    say(verdict, sha256_compare(&proof->root, &claimed->draw.root) == 0, "its root is the draw's");
    inclusion.leaf = merkle_leaf(verdict->hasher, (struct span){inclusion.leaf.bytes, SHA256_SIZE});
    say(verdict, merkle_proves(verdict->hasher, &inclusion, &claimed->draw.root),
        "its path leads to the root");
    say(verdict, listed && proof->place == drawn->places[index],
        "its place is what the seed draws");
    say(verdict, proof->queue_number == claimed->draw.first_number + proof->place - 1,
        "its queueNumber is that of its place");
}

/* Places are drawn from the list in order, as the rule has it, whatever order it was read in. */
static int verify(const struct claimed_draw *claimed)
{
    struct verdict verdict = {.hasher = hasher_create()};
    DRAW_LIST drawn = {0};
    (void)printf("draw of concert %s, %lld entrants, %s\n", claimed->draw.concert_id.text,
                 (long long)claimed->draw.entrants, DRAW_ALGORITHM);
    draw_list_add(&drawn, claimed->list.entrants, claimed->list.count);
    draw_list_sort(&drawn);
    draw_list_rank(&drawn, verdict.hasher, &claimed->draw.seed);
    check_seed(&verdict, &claimed->draw);
    check_list(&verdict, claimed);
    if (drawn.count == claimed->list.count)
        check_places(&verdict, claimed, &drawn);
    for (size_t i = 0; i < claimed->proof_count; i++)
        check_proof(&verdict, claimed, &drawn, &claimed->proofs[i]);
    hasher_destroy(verdict.hasher);
    if (verdict.wrong)
        return ctl_stop(CTL_FAILED, "%d of the checks failed: this draw is not as it should be.",
                        verdict.wrong);
    (void)printf("The draw is as it should be.\n");
    return CTL_OK;
}

int ctl_verify_draw(struct context *context, int count, char **words)
{
    if (count < 1)
        return ctl_stop(CTL_USAGE, "draw verify takes a concert's id, or the names of files.");
    struct claimed_draw claimed = {0};
    struct uuid concert_id;
    int code = count == 1 && uuid_parse(words[0], &concert_id)
                   ? draw_from_postgres(context, &concert_id, &claimed)
                   : draw_from_files(context, count, words, &claimed);
    if (code == CTL_OK)
        code = verify(&claimed);
    draw_list_release(&claimed.list);
    return code;
}
