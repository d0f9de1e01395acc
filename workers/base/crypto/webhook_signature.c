/* webhook_signature.c -- the signature of a webhook: HMAC-SHA256 over its id, time and body. */
#include "base/crypto/webhook_signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/text/text.h"

#define SECRET_PREFIX "whsec_"
#define SIGNATURE_PREFIX "v1,"
#define BLANKS " ,"
#define MAC_SIZE 32
#define MAC_TEXT_LENGTH 44
#define SECONDS_MAX 253402300799 /* 9999-12-31T23:59:59Z */

/* Base64 with its padding (RFC 4648, section 4), which OpenSSL checks only in part. */
static bool decode_secret(const char *text, size_t length, struct webhook_secret *ret_secret)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t digit_count = strspn(text, digits);
    if (digit_count > length)
        digit_count = length;
    size_t padding = length - digit_count;
    size_t bytes = length / 4 * 3 - padding;
    if (length % 4 != 0 || padding > 2 || bytes < WEBHOOK_SECRET_MIN ||
        bytes > WEBHOOK_SECRET_MAX || strspn(text + digit_count, "=") < padding)
        return false;
    ret_secret->length = bytes;
    return EVP_DecodeBlock(ret_secret->bytes, (const unsigned char *)text, (int)length) >= 0;
}

bool webhook_secrets_parse(const char *text, struct webhook_secrets *ret_secrets)
{
    static const size_t prefix = sizeof(SECRET_PREFIX) - 1;
    struct webhook_secrets secrets = {0};
    for (text += strspn(text, BLANKS); *text; text += strspn(text, BLANKS)) {
        size_t length = strcspn(text, BLANKS);
        if (secrets.count == WEBHOOK_SECRETS_MAX || length < prefix ||
            strncmp(text, SECRET_PREFIX, prefix) != 0 ||
            !decode_secret(text + prefix, length - prefix, &secrets.secrets[secrets.count]))
            return false;
        secrets.count++;
        text += length;
    }
    if (secrets.count == 0)
        return false;
    *ret_secrets = secrets;
    return true;
}

static bool is_id(const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if (text[i] <= ' ' || text[i] > '~')
            return false;
    return length > 0 && length <= WEBHOOK_ID_MAX;
}

static bool is_recent(const char *timestamp, int64_t now_ms)
{
    int64_t sent;
    if (!text_to_int64(timestamp, 0, SECONDS_MAX, &sent))
        return false;
    return llabs(now_ms / 1000 - sent) <= WEBHOOK_TOLERANCE_SECONDS;
}

static void sign(const struct webhook_secret *secret, const char *text,
                 char ret_signature[MAC_TEXT_LENGTH + 1])
{
    uint8_t mac[MAC_SIZE];
    unsigned written = 0;
    if (!HMAC(EVP_sha256(), secret->bytes, (int)secret->length, (const unsigned char *)text,
              strlen(text), mac, &written) ||
        written != MAC_SIZE) {
        log_error("HMAC failed for a webhook");
        abort();
    }
    (void)EVP_EncodeBlock((unsigned char *)ret_signature, mac, MAC_SIZE);
}

/* Whether the list has this signature; how long that takes tells nothing of the right one. */
static bool is_listed(const char *list, const char signature[MAC_TEXT_LENGTH + 1])
{
    static const size_t prefix = sizeof(SIGNATURE_PREFIX) - 1;
    for (list += strspn(list, " "); *list; list += strspn(list, " ")) {
        size_t length = strcspn(list, " ");
        if (length == prefix + MAC_TEXT_LENGTH && strncmp(list, SIGNATURE_PREFIX, prefix) == 0 &&
            CRYPTO_memcmp(list + prefix, signature, MAC_TEXT_LENGTH) == 0)
            return true;
        list += length;
    }
    return false;
}

bool webhook_is_genuine(const struct webhook_secrets *secrets,
                        const struct webhook_message *message, int64_t now_ms, struct arena *arena)
{
    if (!message->id || !message->timestamp || !message->signature || !is_id(message->id) ||
        !is_recent(message->timestamp, now_ms))
        return false;
    const char *text = arena_printf(arena, "%s.%s.%.*s", message->id, message->timestamp,
                                    (int)message->body_length, message->body);
    for (size_t i = 0; i < secrets->count; i++) {
        char signature[MAC_TEXT_LENGTH + 1];
        sign(&secrets->secrets[i], text, signature);
        if (is_listed(message->signature, signature))
            return true;
    }
    return false;
}
