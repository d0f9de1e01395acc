/* draw_from_files.c -- reads a draw from files: answers of the API, saved as they came. */
#include "usherctl/draw/draw_from_files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json/json_parse.h"
#include "base/json/json_read.h"
#include "base/text/base64url.h"
#include "usherctl/command.h"
#include "usherctl/read_file.h"

/* A page of the list takes 180 KB; a million entrants are 245 of them. */
#define FILE_BYTES_MAX ((size_t)256 * 1024)
#define NUMBER_MAX ((INT64_C(1) << 53) - 1)
#define ENTRANTS_MAX INT32_MAX

struct entrant_page {
    int64_t first;
    const struct sha256 *entrants;
    size_t count;
};

struct reading {
    struct claimed_draw *draw;
    size_t page_count;
    struct entrant_page *pages;
};

static struct sha256 read_hash(struct json_reader *reader, const char *name)
{
    struct sha256 hash = {0};
    const char *text = json_string(reader, name, SHA256_HEX_SIZE - 1, SHA256_HEX_SIZE - 1);
    if (!reader->err && !sha256_parse(text, &hash))
        json_refuse(reader, name, "be 64 hexadecimal digits");
    return hash;
}

static void read_draw(struct json_reader *reader, struct reading *reading)
{
    const char *algorithm = json_string(reader, "algorithm", 1, 100);
    if (!reader->err && strcmp(algorithm, DRAW_ALGORITHM) != 0)
        json_refuse(reader, "algorithm", "be " DRAW_ALGORITHM);
    reading->draw->has_draw = true;
    reading->draw->draw = (struct draw){
        .concert_id = json_uuid(reader, "concertId"),
        .seed_hash = read_hash(reader, "seedHash"),
        .entrants = json_int(reader, "entrants", 0, ENTRANTS_MAX),
        .root = read_hash(reader, "root"),
        .first_number = json_int(reader, "firstNumber", -NUMBER_MAX, NUMBER_MAX),
        .seed = read_hash(reader, "seed"),
    };
}

static void read_page(struct json_reader *reader, struct reading *reading)
{
    const size_t bytes_max = DRAW_CHUNK * SHA256_SIZE;
    const char *text = json_string(reader, "entrants", 0, BASE64URL_SIZE(bytes_max));
    uint8_t *bytes = arena_alloc(reader->arena, bytes_max);
    size_t count = 0;
    struct entrant_page page = {.first = json_int(reader, "firstIndex", 0, ENTRANTS_MAX)};
    if (!reader->err && (!base64url_decode(text, strlen(text), bytes, bytes_max, &count) ||
                         count % SHA256_SIZE != 0))
        json_refuse(reader, "entrants", "be whole hashes of 32 bytes in base64url");
    page.entrants = (const struct sha256 *)bytes;
    page.count = count / SHA256_SIZE;
    reading->pages[reading->page_count++] = page;
}

static void read_path(struct json_reader *reader, struct claimed_proof *proof)
{
    const cJSON *array = json_array(reader, "proof", 0, MERKLE_PATH_MAX);
    struct sha256 *path = arena_array(reader->arena, MERKLE_PATH_MAX, sizeof(*path));
    const cJSON *element;
    size_t count = 0;
    cJSON_ArrayForEach(element, array)
    {
        const char *text = cJSON_GetStringValue(element);
        if (!text || !sha256_parse(text, &path[count++]))
            json_refuse(reader, "proof", "be hashes of 64 hexadecimal digits");
    }
    proof->inclusion.path = path;
    proof->inclusion.path_count = count;
}

static void read_proof(struct json_reader *reader, struct reading *reading, const char *path)
{
    struct claimed_proof proof = {
        .concert_id = json_uuid(reader, "concertId"),
        .user_id = json_uuid(reader, "userId"),
        .queue_number = json_int(reader, "queueNumber", -NUMBER_MAX, NUMBER_MAX),
        .root = read_hash(reader, "root"),
        .place = json_int(reader, "place", 1, ENTRANTS_MAX),
        .source = path,
    };
    proof.inclusion.leaf = read_hash(reader, "entrant");
    proof.inclusion.index = (size_t)json_int(reader, "index", 0, ENTRANTS_MAX);
    proof.inclusion.count = (size_t)json_int(reader, "entrants", 1, ENTRANTS_MAX);
    read_path(reader, &proof);
    reading->draw->proofs[reading->draw->proof_count++] = proof;
}

/* What a file is shows in its members. */
static int read_one(const char *path, struct arena *arena, struct reading *reading)
{
    size_t length = 0;
    const char *text = read_file(path, FILE_BYTES_MAX, arena, &length);
    const cJSON *object = NULL;
    if (!text)
        return ctl_stop(CTL_FAILED, "%s cannot be read: %s.", path, strerror(errno));
    if (json_parse_object(text, length, arena, &object))
        return ctl_stop(CTL_FAILED, "%s is not one well-formed JSON object.", path);
    struct json_reader reader = json_reader(object, arena);
    if (json_has(&reader, "proof"))
        read_proof(&reader, reading, path);
    else if (json_has(&reader, "firstIndex"))
        read_page(&reader, reading);
    else
        read_draw(&reader, reading);
    if (reader.err)
        return ctl_stop(CTL_FAILED, "%s is no part of a draw: %s", path, reader.detail);
    return CTL_OK;
}

static int compare_pages(const void *a, const void *b)
{
    const struct entrant_page *left = a;
    const struct entrant_page *right = b;
    return left->first < right->first ? -1 : left->first > right->first;
}

/* One page behind the other. */
static int join_pages(struct reading *reading)
{
    struct draw_list *list = &reading->draw->list;
    qsort(reading->pages, reading->page_count, sizeof(*reading->pages), compare_pages);
    for (size_t i = 0; i < reading->page_count; i++) {
        const struct entrant_page *page = &reading->pages[i];
        if (page->first != (int64_t)list->count)
            return ctl_stop(CTL_FAILED, "The page of the list from entrant %zu on is missing.",
                            list->count);
        draw_list_add(list, page->entrants, page->count);
    }
    return CTL_OK;
}

int draw_from_files(struct context *context, int count, char **paths, struct claimed_draw *draw)
{
    struct arena *arena = context->arena;
    struct reading reading = {
        .draw = draw, .pages = arena_array(arena, (size_t)count, sizeof(struct entrant_page))};
    draw->proofs = arena_array(arena, (size_t)count, sizeof(*draw->proofs));
    for (int i = 0; i < count; i++) {
        int code = read_one(paths[i], arena, &reading);
        if (code != CTL_OK)
            return code;
    }
    if (!draw->has_draw)
        return ctl_stop(CTL_FAILED, "None of the files is the answer to GET /concerts/{id}/draw.");
    return join_pages(&reading);
}
