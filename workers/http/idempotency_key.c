/* idempotency_key.c -- the Idempotency-Key header and what it stands for. */
#include "http/idempotency_key.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#define KEY_LENGTH_MAX 255

static bool key_is_valid(const char *key)
{
    size_t length = strlen(key);
    for (size_t i = 0; i < length; i++)
        if (key[i] <= ' ' || key[i] > '~')
            return false;
    return length > 0 && length <= KEY_LENGTH_MAX;
}

/* Method and path are part of it, so that one key cannot stand for two kinds of call. */
static void fingerprint(const struct request *request, uint8_t digest[32])
{
    const char *head = arena_printf(request->context->arena, "%s %s\n",
                                    http_method_name(request->method), request->path);
    EVP_MD_CTX *sha = EVP_MD_CTX_new();
    if (!sha || EVP_DigestInit_ex(sha, EVP_sha256(), NULL) != 1 ||
        EVP_DigestUpdate(sha, head, strlen(head)) != 1 ||
        EVP_DigestUpdate(sha, request->body_text, request->body_length) != 1 ||
        EVP_DigestFinal_ex(sha, digest, NULL) != 1)
        abort(); /* Only for want of memory, or with a broken OpenSSL. */
    EVP_MD_CTX_free(sha);
}

enum err request_idempotency(const struct request *request, struct idempotency *ret_idempotency)
{
    const char *key = request_header(request, "Idempotency-Key");
    if (key && !key_is_valid(key))
        return ERR_INVALID_HEADER;
    *ret_idempotency = (struct idempotency){.key = key};
    fingerprint(request, ret_idempotency->fingerprint);
    return OK;
}
