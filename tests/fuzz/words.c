/* words.c -- fuzzes what is read from one short text: ids, times, numbers, addresses, seats. */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto/sha256.h"
#include "base/text/html.h"
#include "base/text/text.h"
#include "base/uuid.h"
#include "fuzz/support/fuzz.h"
#include "sale/redis/keys.h"
#include "sale/redis/reservation_id.h"

static void read_id(const char *text)
{
    struct uuid id;
    struct uuid again;
    struct reservation_id parts;
    if (!uuid_parse(text, &id))
        return;
    assert(uuid_parse(id.text, &again) && uuid_equal(&id, &again));
    if (reservation_id_read(&id, &parts))
        assert(parts.show_no <= SHOW_NO_MAX && parts.seat_id <= SEAT_ID_MAX);
}

static void read_time(const char *text)
{
    int64_t at_ms;
    int64_t again_ms;
    char formatted[RFC3339_SIZE];
    if (!rfc3339_parse(text, &at_ms))
        return;
    rfc3339_format(at_ms, formatted);
    assert(rfc3339_parse(formatted, &again_ms) && again_ms == at_ms);
}

static void read_email(const char *text)
{
    char email[EMAIL_SIZE];
    char again[EMAIL_SIZE];
    if (email_normalize(text, email))
        assert(email_normalize(email, again) && strcmp(email, again) == 0);
}

static void read_numbers(const char *text)
{
    int64_t number;
    struct seat_ref seat;
    struct sha256 hash;
    char hex[SHA256_HEX_SIZE];
    if (text_to_int64(text, -10, INT64_MAX, &number))
        assert(number >= -10);
    if (seat_ref_parse(text, &seat))
        assert(seat.show_no >= 1 && seat.seat_id >= 1);
    if (sha256_parse(text, &hash)) {
        sha256_format(&hash, hex);
        assert(strlen(text) == strlen(hex));
    }
}

/* Whatever a person wrote, a page made of it holds no markup of theirs. */
static void write_page(const char *text, struct arena *arena)
{
    struct html html = html_begin(arena);
    html_add(&html, "%s", text);
    assert(!strpbrk(html.text, "<>\"'"));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *arena = fuzz_context()->arena;
    const char *text = fuzz_text(&(struct fuzz_input){bytes, count}, arena);
    read_id(text);
    read_time(text);
    read_email(text);
    read_numbers(text);
    write_page(text, arena);
    if (text_is_utf8(text, strlen(text)))
        assert(text_utf8_length(text) <= strlen(text));
    return 0;
}
