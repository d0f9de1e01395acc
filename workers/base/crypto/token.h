/* token.h -- JSON Web Tokens, HS256 only (RFC 7515, RFC 7519). */
#ifndef USHER_BASE_CRYPTO_TOKEN_H
#define USHER_BASE_CRYPTO_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypto/sha256.h"
#include "base/crypto/token_keys.h"
#include "base/err.h"
#include "base/uuid.h"

enum role { ROLE_BUYER, ROLE_STAFF, ROLE_ADMIN, ROLE_COUNT };

const char *role_name(enum role role); /* "buyer" */
bool role_parse(const char *name, enum role *ret_role);

/*
 * What a token is for: the caller compares the kind, since the signature is good for both. Refresh
 * tokens are not JWTs at all.
 */
enum token_kind { TOKEN_ACCESS, TOKEN_QUEUE };

struct token_claims {
    enum token_kind kind;
    struct uuid user_id;
    enum role role;
    struct uuid family_id;  /* the session, so that signing out can end it; of a queue token that
                               was not got by a session: empty */
    struct uuid concert_id; /* queue: of which concert */
    int64_t queue_number;   /* queue: the place in it */
    bool is_lobby;          /* queue: it was given before the sale was open */
    int64_t issued_at_ms;   /* stored in whole seconds, as NumericDate has it */
    int64_t expires_at_ms;
};

/*
 * The keys at work: with what is the same for each token of a key, and costs more to make than its
 * signature does. The keys must outlive it.
 */
struct token_signer;
struct token_signer *token_signer_create(const struct token_keys *keys); /* never NULL */
void token_signer_destroy(struct token_signer *signer);                  /* NULL is fine */

/* The HS256 signature (HMAC with SHA-256, RFC 7518, section 3.2) of any signing input by the first
 * key. It is here for tests, which sign what token_sign() never would. */
struct sha256 token_mac(const struct token_signer *signer, const char *input);

/* The compact serialization, from the arena. */
const char *token_sign(const struct token_signer *signer, const struct token_claims *claims,
                       struct arena *arena);

/*
 * ERR_INVALID_TOKEN for anything but a token that one of the keys signed with HS256 and whose
 * claims are whole; ERR_TOKEN_EXPIRED from expires_at_ms on. The signature is compared in constant
 * time. The arena is for what is needed meanwhile.
 */
MUST_CHECK enum err token_verify(const struct token_signer *signer, const char *text,
                                 int64_t now_ms, struct arena *arena,
                                 struct token_claims *ret_claims);

#endif
