/* token_keys.c -- reading the signing keys from the configuration. */
#include "base/crypto/token_keys.h"

#include <string.h>

#include "base/text/base64url.h"

/* One "kid:secret" of the given length. */
static bool parse_key(const char *text, size_t length, struct token_key *ret_key)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t kid_length = strspn(text, allowed);
    if (kid_length < 1 || kid_length > TOKEN_KID_MAX || text[kid_length] != ':')
        return false;
    memcpy(ret_key->kid, text, kid_length);
    ret_key->kid[kid_length] = '\0';
    return base64url_decode(text + kid_length + 1, length - kid_length - 1, ret_key->secret,
                            TOKEN_SECRET_MAX, &ret_key->secret_length) &&
           ret_key->secret_length >= TOKEN_SECRET_MIN;
}

static bool has_kid(const struct token_keys *keys, const char *kid)
{
    for (size_t i = 0; i < keys->count; i++)
        if (strcmp(keys->keys[i].kid, kid) == 0)
            return true;
    return false;
}

bool token_keys_parse(const char *text, struct token_keys *ret_keys)
{
    struct token_keys keys = {0};
    for (;;) {
        size_t length = strcspn(text, ",");
        if (keys.count == TOKEN_KEYS_MAX)
            return false;
        struct token_key key = {0};
        if (!parse_key(text, length, &key) || has_kid(&keys, key.kid))
            return false;
        keys.keys[keys.count++] = key;
        if (text[length] == '\0')
            break;
        text += length + 1;
    }
    *ret_keys = keys;
    return true;
}
