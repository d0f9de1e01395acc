/* accounts.h -- who people are: registration, sessions. */
#ifndef USHER_SALE_ACCOUNT_ACCOUNTS_H
#define USHER_SALE_ACCOUNT_ACCOUNTS_H

#include <stdint.h>

#include "base/context.h"
#include "base/crypto/token.h"
#include "base/err.h"
#include "base/uuid.h"

#define PASSWORD_LENGTH_MIN 8
#define PASSWORD_LENGTH_MAX 128

struct account {
    struct uuid user_id;
    const char *email;
    enum role role;
};

/*
 * A session: an access token (JWT) and a refresh token. The latter is opaque (256 random bits); the
 * database holds only its SHA-256. Each refresh spends it; a spent one that comes back ends the
 * whole family.
 */
struct session {
    struct account account;
    const char *access_token;
    const char *refresh_token;
    int64_t expires_in_seconds; /* of the access token */
};

/* email is normalized, the password within its lengths. */
struct credentials {
    const char *email;
    const char *password;
    const char *address; /* of the client; NULL: tries are not counted */
};

/* ERR_EMAIL_IN_USE. */
MUST_CHECK enum err accounts_register(struct context *context,
                                      const struct credentials *credentials,
                                      struct session *ret_session);

/* The account alone, of any role, without a session: usherctl, on the owner's connection. */
MUST_CHECK enum err accounts_create(struct context *context, const struct credentials *credentials,
                                    enum role role, struct uuid *ret_user_id);

/*
 * Whose these are, without a session. ERR_WRONG_CREDENTIALS, after the same time whether the e-mail
 * or the password was wrong; ERR_TOO_MANY_REQUESTS, and for how long, before either is looked at.
 */
MUST_CHECK enum err accounts_identify(struct context *context,
                                      const struct credentials *credentials,
                                      struct account *ret_account, int64_t *ret_wait_seconds);

/* The same, with a session. */
MUST_CHECK enum err accounts_login(struct context *context, const struct credentials *credentials,
                                   struct session *ret_session, int64_t *ret_wait_seconds);

/* ERR_INVALID_TOKEN, ERR_TOKEN_EXPIRED, ERR_TOKEN_SPENT (its family is revoked now). */
MUST_CHECK enum err accounts_refresh(struct context *context, const char *refresh_token,
                                     struct session *ret_session);

/*
 * The session of a token that is kept and not spent, with a new access token; refresh_token is the
 * given one. ERR_INVALID_TOKEN, ERR_TOKEN_EXPIRED, ERR_TOKEN_SPENT (its family is revoked now).
 */
MUST_CHECK enum err accounts_renew(struct context *context, const char *refresh_token,
                                   struct session *ret_session);

/* Revokes the session's refresh tokens, and ends its queue tokens. */
MUST_CHECK enum err accounts_logout(struct context *context, const struct token_claims *caller);

/* ERR_INVALID_TOKEN when the account is gone. */
MUST_CHECK enum err accounts_find(struct context *context, const struct uuid *user_id,
                                  struct account *ret_account);

#endif
