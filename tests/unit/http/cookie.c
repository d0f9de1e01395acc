/* cookie.c -- tests of tokens in cookies. */
#include "http/cookie.h"

#include <string.h>

#include "unit/http/fixture.h"
#include "unit/unit.h"

#define ASKED "HTTP_TOKEN_IN=cookie"

static const char *read_from(char *header)
{
    struct request request = fixture_request(PARAMS(ASKED, header));
    const char *value = cookie_read(&request, "usher_a");
    return value ? value : "none";
}

static void a_cookie_is_found_among_others(void)
{
    CU_ASSERT_STRING_EQUAL(read_from("HTTP_COOKIE=usher_a=1"), "1");
    CU_ASSERT_STRING_EQUAL(read_from("HTTP_COOKIE=b=2; usher_a=x-_.=; c=3"), "x-_.=");
    CU_ASSERT_STRING_EQUAL(read_from("HTTP_COOKIE=b=2;usher_a=1;usher_a=2"), "1");
    CU_ASSERT_STRING_EQUAL(read_from("HTTP_COOKIE=usher_a="), "");
}

static void a_name_that_only_looks_alike_is_another_cookie(void)
{
    static char *const headers[] = {
        "HTTP_COOKIE=",           "HTTP_COOKIE=usher_a",     "HTTP_COOKIE=usher_ab=1",
        "HTTP_COOKIE=xusher_a=1", "HTTP_COOKIE=b=usher_a=1", "HTTP_COOKIE=; ;=;",
    };
    for (size_t i = 0; i < LENGTH(headers); i++)
        CHECK_ROW(strcmp(read_from(headers[i]), "none") == 0, headers[i]);
}

static void a_cookie_counts_only_where_it_is_asked_for(void)
{
    struct request request = fixture_request(PARAMS("HTTP_COOKIE=usher_a=1"));
    CU_ASSERT_PTR_NULL(cookie_read(&request, "usher_a"));
    request = fixture_request(PARAMS("HTTP_COOKIE=usher_a=1", "HTTP_TOKEN_IN=body"));
    CU_ASSERT_PTR_NULL(cookie_read(&request, "usher_a"));
}

static void a_page_needs_no_header_for_its_own_cookie(void)
{
    struct request request = fixture_request(PARAMS("HTTP_COOKIE=b=2; usher_a=1"));
    CU_ASSERT_STRING_EQUAL(cookie_of_page(&request, "usher_a"), "1");
    CU_ASSERT_PTR_NULL(cookie_of_page(&request, "usher_c"));
}

static const char *set_over(char *scheme)
{
    struct request request = fixture_request(PARAMS(scheme));
    struct response response = {.arena = request.context->arena};
    cookie_set(&request, &response,
               &(struct cookie){
                   .name = "usher_a", .value = "1", .path = "/api/v1/auth", .max_age_seconds = 60});
    return fixture_header(&response, "Set-Cookie");
}

static void no_script_and_no_other_site_gets_at_a_cookie(void)
{
    CU_ASSERT_STRING_EQUAL(set_over("REQUEST_SCHEME=http"),
                           "usher_a=1; Path=/api/v1/auth; Max-Age=60; HttpOnly; SameSite=Strict");
}

static void under_tls_a_cookie_is_for_tls_only(void)
{
    CU_ASSERT_STRING_EQUAL(
        set_over("REQUEST_SCHEME=https"),
        "usher_a=1; Path=/api/v1/auth; Max-Age=60; HttpOnly; SameSite=Strict; Secure");
}

CU_TestInfo http_cookie_tests[] = {
    UNIT(a_cookie_is_found_among_others),
    UNIT(a_name_that_only_looks_alike_is_another_cookie),
    UNIT(a_cookie_counts_only_where_it_is_asked_for),
    UNIT(a_page_needs_no_header_for_its_own_cookie),
    UNIT(no_script_and_no_other_site_gets_at_a_cookie),
    UNIT(under_tls_a_cookie_is_for_tls_only),
    CU_TEST_INFO_NULL,
};
