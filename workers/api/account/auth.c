/* auth.c -- /auth: registration and sessions. */
#include "api/handlers.h"
#include "api/problem.h"
#include "base/crypto/token.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "base/text/text.h"
#include "http/cookie.h"
#include "sale/account/accounts.h"

#define REFRESH_COOKIE "usher_refresh"

static enum err read_credentials(struct request *request, struct response *response,
                                 struct credentials *ret_credentials)
{
    struct arena *arena = request->context->arena;
    struct json_reader reader = json_reader(request->body, arena);
    char *email = arena_alloc(arena, EMAIL_SIZE);
    const char *given = json_string(&reader, "email", 3, EMAIL_SIZE - 1);
    if (!reader.err && !email_normalize(given, email))
        json_refuse(&reader, "email", "be an e-mail address such as ada@example.org");
    *ret_credentials = (struct credentials){
        .email = email,
        .password = json_string(&reader, "password", PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX),
        .address = request_param(request, "REMOTE_ADDR"),
    };
    return body_outcome(response, &reader);
}

static void keep_refresh_token(const struct request *request, struct response *response,
                               const char *token, int64_t seconds)
{
    cookie_set(request, response,
               &(struct cookie){.name = REFRESH_COOKIE,
                                .value = token,
                                .path = "/api/v1/auth",
                                .max_age_seconds = seconds});
}

/* The refresh token goes into the body, or into a cookie for a client that wants it there. */
static cJSON *encode_tokens(const struct request *request, struct response *response,
                            const struct session *session)
{
    cJSON *body = json_object();
    json_add_string(body, "accessToken", session->access_token);
    json_add_int(body, "expiresInSeconds", session->expires_in_seconds);
    if (cookie_is_asked_for(request))
        keep_refresh_token(request, response, session->refresh_token,
                           request->context->config->refresh_token_seconds);
    else
        json_add_string(body, "refreshToken", session->refresh_token);
    return body;
}

static void answer_session(const struct request *request, struct response *response, int status,
                           const struct session *session)
{
    cJSON *body = encode_tokens(request, response, session);
    json_add_string(body, "userId", session->account.user_id.text);
    response_json(response, status, body);
}

enum err post_register(struct request *request, struct response *response)
{
    struct credentials credentials;
    enum err err = read_credentials(request, response, &credentials);
    if (err)
        return err;
    struct session session;
    err = accounts_register(request->context, &credentials, &session);
    if (err)
        return err;
    answer_session(request, response, 201, &session);
    return OK;
}

enum err post_login(struct request *request, struct response *response)
{
    struct credentials credentials;
    enum err err = read_credentials(request, response, &credentials);
    if (err)
        return err;
    struct session session;
    err = accounts_login(request->context, &credentials, &session, &response->retry_after_seconds);
    if (err)
        return err;
    answer_session(request, response, 200, &session);
    return OK;
}

/* The cookie stays as it is: only an access token is made anew. */
static enum err refresh_by_cookie(struct request *request, struct response *response)
{
    const char *token = cookie_read(request, REFRESH_COOKIE);
    if (!token)
        return ERR_UNAUTHENTICATED;
    struct session session;
    enum err err = accounts_renew(request->context, token, &session);
    if (err)
        return err;
    cJSON *body = json_object();
    json_add_string(body, "accessToken", session.access_token);
    json_add_int(body, "expiresInSeconds", session.expires_in_seconds);
    response_json(response, 200, body);
    return OK;
}

enum err post_refresh(struct request *request, struct response *response)
{
    if (!request->bearer)
        return refresh_by_cookie(request, response);
    struct session session;
    enum err err = accounts_refresh(request->context, request->bearer, &session);
    if (err)
        return err;
    response_json(response, 200, encode_tokens(request, response, &session));
    return OK;
}

enum err post_logout(struct request *request, struct response *response)
{
    enum err err = accounts_logout(request->context, &request->caller);
    if (err)
        return err;
    if (cookie_is_asked_for(request))
        keep_refresh_token(request, response, "", 0);
    response_empty(response, 204);
    return OK;
}

enum err get_me(struct request *request, struct response *response)
{
    struct account account;
    enum err err = accounts_find(request->context, &request->caller.user_id, &account);
    if (err)
        return err;
    cJSON *body = json_object();
    json_add_string(body, "userId", account.user_id.text);
    json_add_string(body, "email", account.email);
    json_add_string(body, "role", role_name(account.role));
    response_json(response, 200, body);
    return OK;
}
