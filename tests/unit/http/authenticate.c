/* authenticate.c -- tests of the bearer token. */
#include "http/authenticate.h"

#include <string.h>

#include "http/route.h"
#include "unit/http/fixture.h"
#include "unit/unit.h"

static const struct route anyone = {.caller = CALLER_ANYONE};
static const struct route access_only = {.caller = CALLER_ACCESS};
static const struct route any_token = {.caller = CALLER_TOKEN};
static const struct route refresh = {.caller = CALLER_REFRESH};
static const struct route for_staff = {.caller = CALLER_ACCESS, .role = ROLE_STAFF};

static enum err try(const struct route *route, char *authorization)
{
    struct request request = fixture_request(PARAMS(authorization));
    return authenticate(&request, route->caller, route->role);
}

static void a_garbled_header_is_no_token(void)
{
    static char *const headers[] = {
        "HTTP_AUTHORIZATION=",           "HTTP_AUTHORIZATION=Bearer",
        "HTTP_AUTHORIZATION=Bearer ",    "HTTP_AUTHORIZATION=Bearer  =",
        "HTTP_AUTHORIZATION=Bearer a b", "HTTP_AUTHORIZATION=Bearer a=b",
        "HTTP_AUTHORIZATION=Bearer a,b", "HTTP_AUTHORIZATION=Basic dTpw",
        "HTTP_AUTHORIZATION=Bearera",    "HTTP_AUTHORIZATION= Bearer a",
    };
    for (size_t i = 0; i < LENGTH(headers); i++) {
        CHECK_ROW(try(&access_only, headers[i]) == ERR_UNAUTHENTICATED, headers[i]);
        CHECK_ROW(try(&anyone, headers[i]) == ERR_UNAUTHENTICATED, headers[i]);
        CHECK_ROW(try(&refresh, headers[i]) == ERR_UNAUTHENTICATED, headers[i]);
    }
}

static void no_header_is_for_anyone_only(void)
{
    CU_ASSERT_EQUAL(try(&anyone, "X=1"), OK);
    CU_ASSERT_EQUAL(try(&access_only, "X=1"), ERR_UNAUTHENTICATED);
    CU_ASSERT_EQUAL(try(&any_token, "X=1"), ERR_UNAUTHENTICATED);
    CU_ASSERT_EQUAL(try(&refresh, "X=1"), ERR_UNAUTHENTICATED);
}

static void a_bad_token_is_refused_even_where_none_is_needed(void)
{
    CU_ASSERT_EQUAL(try(&anyone, "HTTP_AUTHORIZATION=Bearer a.b.c"), ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(try(&access_only, "HTTP_AUTHORIZATION=Bearer a.b.c"), ERR_INVALID_TOKEN);
}

static void a_good_token_says_who_calls(void)
{
    char *header = fixture_authorization(TOKEN_ACCESS, ROLE_BUYER);
    struct request request = fixture_request(PARAMS(header));
    CU_ASSERT_EQUAL(authenticate(&request, access_only.caller, access_only.role), OK);
    CU_ASSERT_TRUE(request.has_caller);
    CU_ASSERT_STRING_EQUAL(request.caller.user_id.text, FIXTURE_USER);
}

static void a_token_ends_at_its_second(void)
{
    char *header = fixture_authorization(TOKEN_ACCESS, ROLE_BUYER);
    fixture_context()->clock.fixed_ms = FIXTURE_NOW_MS + 1000;
    CU_ASSERT_EQUAL(try(&access_only, header), ERR_TOKEN_EXPIRED);
    fixture_context()->clock.fixed_ms = FIXTURE_NOW_MS + 999;
    CU_ASSERT_EQUAL(try(&access_only, header), OK);
    fixture_context()->clock.fixed_ms = FIXTURE_NOW_MS;
}

static void a_queue_token_is_no_access_token(void)
{
    char *header = fixture_authorization(TOKEN_QUEUE, ROLE_BUYER);
    CU_ASSERT_EQUAL(try(&access_only, header), ERR_INVALID_TOKEN);
    CU_ASSERT_EQUAL(try(&any_token, header), OK);
    CU_ASSERT_EQUAL(try(&anyone, header), OK);
}

static void a_lesser_role_is_forbidden(void)
{
    CU_ASSERT_EQUAL(try(&for_staff, fixture_authorization(TOKEN_ACCESS, ROLE_BUYER)),
                    ERR_FORBIDDEN);
    CU_ASSERT_EQUAL(try(&for_staff, fixture_authorization(TOKEN_ACCESS, ROLE_STAFF)), OK);
    CU_ASSERT_EQUAL(try(&for_staff, fixture_authorization(TOKEN_ACCESS, ROLE_ADMIN)), OK);
}

static void the_scheme_has_no_case_and_the_token_is_kept_as_it_is(void)
{
    struct request request = fixture_request(PARAMS("HTTP_AUTHORIZATION=bEARER   aZ09-._~+/=="));
    CU_ASSERT_EQUAL(authenticate(&request, refresh.caller, refresh.role), OK);
    CU_ASSERT_STRING_EQUAL(request.bearer, "aZ09-._~+/==");
    CU_ASSERT_FALSE(request.has_caller);
}

CU_TestInfo http_authenticate_tests[] = {
    UNIT(a_garbled_header_is_no_token),
    UNIT(no_header_is_for_anyone_only),
    UNIT(a_bad_token_is_refused_even_where_none_is_needed),
    UNIT(a_good_token_says_who_calls),
    UNIT(a_token_ends_at_its_second),
    UNIT(a_queue_token_is_no_access_token),
    UNIT(a_lesser_role_is_forbidden),
    UNIT(the_scheme_has_no_case_and_the_token_is_kept_as_it_is),
    CU_TEST_INFO_NULL,
};
