/* accounts.c -- who people are: registration, sessions. */
#include "sale/account/accounts.h"

#include <openssl/sha.h>
#include <string.h>

#include "base/crypto/password.h"
#include "base/log.h"
#include "base/text/base64url.h"
#include "sale/account/ended_sessions.h"
#include "sale/account/sign_in_limit.h"
#include "sale/account/uses.h"
#include "store/pg.h"
#include "store/pg_answers.h"

#define REFRESH_BYTES 32

/* A refresh token and what Postgres keeps of it. */
struct refresh {
    const char *text;
    uint8_t hash[SHA256_DIGEST_LENGTH];
    int64_t expires_at_ms;
};

static struct refresh new_refresh(struct context *context)
{
    uint8_t secret[REFRESH_BYTES];
    char *text = arena_alloc(context->arena, BASE64URL_SIZE(REFRESH_BYTES));
    struct refresh refresh = {
        .text = text,
        .expires_at_ms =
            clock_now_ms(&context->clock) + context->config->refresh_token_seconds * 1000,
    };
    context->entropy.fill(secret, sizeof(secret));
    base64url_encode(secret, sizeof(secret), text);
    SHA256((const unsigned char *)text, strlen(text), refresh.hash);
    return refresh;
}

static void fill_session(struct context *context, const struct uuid *family_id,
                         const struct refresh *refresh, struct session *session)
{
    int64_t now_ms = clock_now_ms(&context->clock);
    struct token_claims claims = {
        .kind = TOKEN_ACCESS,
        .user_id = session->account.user_id,
        .role = session->account.role,
        .family_id = *family_id,
        .issued_at_ms = now_ms,
        .expires_at_ms = now_ms + context->config->access_token_seconds * 1000,
    };
    session->access_token = token_sign(context->tokens, &claims, context->arena);
    session->refresh_token = refresh->text;
    session->expires_in_seconds = context->config->access_token_seconds;
}

static enum err open_session(struct context *context, struct session *session)
{
    PG_RESULT result = NULL;
    struct refresh refresh = new_refresh(context);
    struct pg_call call =
        pg_call("SELECT usher.open_session($1::uuid, $2::bytea, $3::timestamptz)", context->arena);
    pg_uuid(&call, &session->account.user_id);
    pg_bytes(&call, refresh.hash, sizeof(refresh.hash));
    pg_time(&call, refresh.expires_at_ms);
    enum err err = pg_write(context->pg, &call, &result);
    if (err)
        return err;
    struct uuid family_id = pg_get_uuid(result, 0, 0);
    fill_session(context, &family_id, &refresh, session);
    return OK;
}

enum err accounts_create(struct context *context, const struct credentials *credentials,
                         enum role role, struct uuid *ret_user_id)
{
    char hash[PASSWORD_HASH_SIZE];
    const char *password = password_prepare(credentials->password, context->arena);
    if (!password_hash(password, context->config->scrypt_log_n, &context->entropy, hash))
        return ERR_INTERNAL;
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT usher.register_user($1::text, $2::text, $3::text)", context->arena);
    pg_text(&call, credentials->email);
    pg_text(&call, hash);
    pg_text(&call, role_name(role));
    enum err err = pg_write(context->pg, &call, &result);
    if (!err)
        *ret_user_id = pg_get_uuid(result, 0, 0);
    return err;
}

enum err accounts_register(struct context *context, const struct credentials *credentials,
                           struct session *ret_session)
{
    *ret_session = (struct session){
        .account = {.email = credentials->email, .role = ROLE_BUYER},
    };
    enum err err = accounts_create(context, credentials, ROLE_BUYER, &ret_session->account.user_id);
    return err ? err : open_session(context, ret_session);
}

/* What was typed is put in the place of a hash of another form of it; of two at once one does. */
static enum err renew_hash(struct context *context, const struct uuid *user_id, const char *old,
                           const char *prepared)
{
    char hash[PASSWORD_HASH_SIZE];
    PG_RESULT result = NULL;
    if (!password_hash(prepared, context->config->scrypt_log_n, &context->entropy, hash))
        return ERR_INTERNAL;
    struct pg_call call =
        pg_call("SELECT usher.renew_password_hash($1::uuid, $2::text, $3::text)", context->arena);
    pg_uuid(&call, user_id);
    pg_text(&call, old);
    pg_text(&call, hash);
    return pg_write(context->pg, &call, &result);
}

/*
 * Hashes from before passwords were prepared are of what was typed: that is tried where it differs,
 * whether or not there is such an account.
 */
static bool is_password(const struct context *context, const char *typed, const char *hash,
                        bool *ret_is_old)
{
    int64_t log_n = context->config->scrypt_log_n;
    const char *prepared = password_prepare(typed, context->arena);
    *ret_is_old = false;
    if (password_verify(prepared, hash, log_n))
        return true;
    *ret_is_old = strcmp(prepared, typed) != 0 && password_verify(typed, hash, log_n);
    return *ret_is_old;
}

static enum err verify(struct context *context, const struct credentials *credentials,
                       struct account *ret_account)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT user_id, role, password_hash FROM usher.users WHERE email = $1::text",
                context->arena);
    pg_text(&call, credentials->email);
    enum err err = pg_read(context->pg, &call, &result);
    if (err)
        return err;
    bool known = pg_rows(result) > 0;
    const char *hash = known ? pg_peek_text(result, 0, 2) : NULL;
    bool is_old;
    if (!is_password(context, credentials->password, hash, &is_old))
        return ERR_WRONG_CREDENTIALS;
    *ret_account = (struct account){
        .user_id = pg_get_uuid(result, 0, 0),
        .email = credentials->email,
    };
    if (!role_parse(pg_peek_text(result, 0, 1), &ret_account->role))
        return ERR_INTERNAL;
    return is_old ? renew_hash(context, &ret_account->user_id, hash,
                               password_prepare(credentials->password, context->arena))
                  : OK;
}

enum err accounts_identify(struct context *context, const struct credentials *credentials,
                           struct account *ret_account, int64_t *ret_wait_seconds)
{
    struct sign_in_try attempt = {.email = credentials->email, .address = credentials->address};
    enum err err = sign_in_limit_count(context, &attempt, ret_wait_seconds);
    if (err)
        return err;
    err = verify(context, credentials, ret_account);
    if (!err)
        sign_in_limit_forgive(context, &attempt);
    return err;
}

enum err accounts_login(struct context *context, const struct credentials *credentials,
                        struct session *ret_session, int64_t *ret_wait_seconds)
{
    struct session session = {0};
    enum err err = accounts_identify(context, credentials, &session.account, ret_wait_seconds);
    if (err)
        return err;
    err = open_session(context, &session);
    if (err == ERR_TOO_MANY_REQUESTS)
        *ret_wait_seconds = uses_wait_seconds(context, &session.account.user_id, "session");
    if (!err)
        *ret_session = session;
    return err;
}

static const struct outcome rotations[] = {
    {"rotated", OK},
    {"open", OK},
    {"unknown", ERR_INVALID_TOKEN},
    {"revoked", ERR_INVALID_TOKEN},
    {"spent", ERR_TOKEN_SPENT},
    {"expired", ERR_TOKEN_EXPIRED},
    {0},
};

static struct refresh given_refresh(const char *text)
{
    struct refresh refresh = {.text = text};
    SHA256((const unsigned char *)text, strlen(text), refresh.hash);
    return refresh;
}

/* A row of rotate_session or read_session: outcome, user_id, role, email, family_id. */
static enum err read_session(struct context *context, const PGresult *row,
                             const struct refresh *refresh, struct session *ret_session)
{
    enum err err = pg_outcome(row, rotations);
    if (err)
        return err;
    struct session session = {
        .account = {.user_id = pg_get_uuid(row, 0, 1),
                    .email = pg_get_text(row, 0, 3, context->arena)},
    };
    struct uuid family_id = pg_get_uuid(row, 0, 4);
    if (!role_parse(pg_peek_text(row, 0, 2), &session.account.role))
        return ERR_INTERNAL;
    fill_session(context, &family_id, refresh, &session);
    *ret_session = session;
    return OK;
}

enum err accounts_refresh(struct context *context, const char *refresh_token,
                          struct session *ret_session)
{
    struct refresh old = given_refresh(refresh_token);
    struct refresh refresh = new_refresh(context);

    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT * FROM usher.rotate_session($1::bytea, $2::bytea, $3::timestamptz)",
                context->arena);
    pg_bytes(&call, old.hash, sizeof(old.hash));
    pg_bytes(&call, refresh.hash, sizeof(refresh.hash));
    pg_time(&call, refresh.expires_at_ms);
    enum err err = pg_write(context->pg, &call, &result);
    return err ? err : read_session(context, result, &refresh, ret_session);
}

enum err accounts_renew(struct context *context, const char *refresh_token,
                        struct session *ret_session)
{
    struct refresh refresh = given_refresh(refresh_token);
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT * FROM usher.read_session($1::bytea)", context->arena);
    pg_bytes(&call, refresh.hash, sizeof(refresh.hash));
    /* Revoking the family of a spent token twice is revoking it once, so a retry does no harm. */
    enum err err = pg_read(context->pg, &call, &result);
    return err ? err : read_session(context, result, &refresh, ret_session);
}

/* Postgres has it for good, and a delivery brings it to Redis if this does not. */
enum err accounts_logout(struct context *context, const struct token_claims *caller)
{
    PG_RESULT result = NULL;
    struct pg_call call = pg_call("SELECT usher.close_session($1::uuid, $2::uuid)", context->arena);
    pg_uuid(&call, &caller->family_id);
    pg_uuid(&call, &caller->user_id);
    enum err err = pg_write(context->pg, &call, &result);
    if (err)
        return err;
    enum err noted = ended_sessions_note(context, &caller->family_id);
    if (noted)
        log_warn("end of session left to be noted code=%s", err_code(noted));
    return OK;
}

enum err accounts_find(struct context *context, const struct uuid *user_id,
                       struct account *ret_account)
{
    PG_RESULT result = NULL;
    struct pg_call call =
        pg_call("SELECT email, role FROM usher.users WHERE user_id = $1::uuid", context->arena);
    pg_uuid(&call, user_id);
    enum err err = pg_find(context->pg, &call, &result);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_INVALID_TOKEN : err;
    *ret_account = (struct account){
        .user_id = *user_id,
        .email = pg_get_text(result, 0, 0, context->arena),
    };
    return role_parse(pg_peek_text(result, 0, 1), &ret_account->role) ? OK : ERR_INTERNAL;
}
