/*
 * records.c -- a large answer in as few calls as can be: libfcgi would copy it through a buffer of
 * 8 KiB and write each of them by itself, and nginx would read it so.
 */
#include "http/server/records.h"

#include <assert.h>
#include <errno.h>
#include <fastcgi.h>
#include <string.h>
#include <sys/uio.h>

/* As much as a record may have, in whole words: so none needs padding. */
#define RECORD_BYTES_MAX 65528
#define PIECES_MAX (RESPONSE_PARTS_MAX + 2) /* the header before them as well */

/* Where in the parts the next record begins. */
struct place {
    const struct response_part *parts;
    size_t count;
    size_t part;
    size_t offset;
};

static FCGI_Header header_of(uint16_t request_id, size_t length)
{
    return (FCGI_Header){
        .version = FCGI_VERSION_1,
        .type = FCGI_STDOUT,
        .requestIdB1 = (unsigned char)(request_id >> 8),
        .requestIdB0 = (unsigned char)(request_id & 0xff),
        .contentLengthB1 = (unsigned char)(length >> 8),
        .contentLengthB0 = (unsigned char)(length & 0xff),
    };
}

/* The pieces of the next record, behind the first, which is its header's; returns their bytes. */
static size_t take_pieces(struct place *place, struct iovec *pieces, int *ret_count)
{
    size_t taken = 0;
    *ret_count = 1;
    while (place->part < place->count && taken < RECORD_BYTES_MAX) {
        const struct response_part *part = &place->parts[place->part];
        size_t left = part->length - place->offset;
        size_t bytes = left < RECORD_BYTES_MAX - taken ? left : RECORD_BYTES_MAX - taken;
        pieces[*ret_count] = (struct iovec){(char *)(uintptr_t)part->bytes + place->offset, bytes};
        *ret_count += bytes > 0;
        taken += bytes;
        place->offset += bytes;
        if (place->offset == part->length) {
            place->part++;
            place->offset = 0;
        }
    }
    return taken;
}

static bool write_all(int connection, struct iovec *pieces, int count)
{
    while (count > 0) {
        ssize_t written = writev(connection, pieces, count);
        if (written < 0 && errno != EINTR)
            return false; /* EAGAIN too: the peer has read nothing for as long as it may */
        size_t done = written > 0 ? (size_t)written : 0;
        for (; count > 0 && done >= pieces->iov_len; count--)
            done -= pieces++->iov_len;
        if (count > 0) {
            pieces->iov_base = (char *)pieces->iov_base + done;
            pieces->iov_len -= done;
        }
    }
    return true;
}

bool records_write(int connection, uint16_t request_id, const struct response_part *parts,
                   size_t count)
{
    struct place place = {.parts = parts, .count = count};
    assert(count <= RESPONSE_PARTS_MAX + 1);
    for (;;) {
        struct iovec pieces[PIECES_MAX];
        int piece_count;
        size_t length = take_pieces(&place, pieces, &piece_count);
        if (length == 0)
            return true;
        FCGI_Header header = header_of(request_id, length);
        pieces[0] = (struct iovec){&header, sizeof(header)};
        if (!write_all(connection, pieces, piece_count))
            return false;
    }
}
