/* response.c -- tests of problem documents and of the answer on the wire. */
#include "http/response.h"

#include <string.h>

#include "base/json/json_build.h"
#include "unit/http/fixture.h"
#include "unit/unit.h"

static struct response new_response(void)
{
    arena_reset(fixture_context()->arena);
    return (struct response){.arena = fixture_context()->arena};
}

static const char *wire_of(const struct response *response, bool head)
{
    struct response_part parts[RESPONSE_PARTS_MAX + 1];
    size_t count = response_wire(response, head, parts);
    const char *wire = "";
    for (size_t i = 0; i < count; i++) {
        const char *part = arena_strndup(response->arena, parts[i].bytes, parts[i].length);
        wire = arena_printf(response->arena, "%s%s", wire, part);
    }
    return wire;
}

static struct response hello(void)
{
    struct response response = new_response();
    cJSON *body = json_object();
    json_add_string(body, "hello", "world");
    response_json(&response, 201, body);
    return response;
}

static void an_answer_is_its_status_headers_and_json(void)
{
    struct response response = hello();
    response_header(&response, "Location", "/a");
    CU_ASSERT_STRING_EQUAL(wire_of(&response, false),
                           "Status: 201 Created\r\nContent-Type: application/json\r\n"
                           "Content-Length: 17\r\nLocation: /a\r\nCache-Control: no-store\r\n\r\n"
                           "{\"hello\":\"world\"}");
}

static void the_answer_to_head_has_the_length_and_no_body(void)
{
    struct response response = hello();
    const char *wire = wire_of(&response, true);
    CU_ASSERT_PTR_NOT_NULL(strstr(wire, "Content-Length: 17\r\n"));
    CU_ASSERT_STRING_EQUAL(wire + strlen(wire) - 4, "\r\n\r\n");
}

static void an_answer_in_parts_is_one_text_with_one_length(void)
{
    struct response response = new_response();
    const struct response_part parts[] = {{"{\"seats\":", 9}, {"[1,2]...", 5}, {"}", 1}};
    response_json_parts(&response, 200, parts, 3);
    CU_ASSERT_STRING_EQUAL(wire_of(&response, false),
                           "Status: 200 OK\r\nContent-Type: application/json\r\n"
                           "Content-Length: 15\r\nCache-Control: no-store\r\n\r\n"
                           "{\"seats\":[1,2]}");
    CU_ASSERT_PTR_NOT_NULL(strstr(wire_of(&response, true), "Content-Length: 15\r\n"));
    CU_ASSERT_PTR_NULL(strstr(wire_of(&response, true), "seats"));
    response_problem(&response, ERR_SEAT_TAKEN, "r-1");
    CU_ASSERT_PTR_NULL(strstr(wire_of(&response, false), "seats"));
}

static void an_empty_answer_has_no_type_and_no_length(void)
{
    struct response response = new_response();
    response_empty(&response, 204);
    CU_ASSERT_STRING_EQUAL(wire_of(&response, false),
                           "Status: 204 No Content\r\nCache-Control: no-store\r\n\r\n");
}

static void a_handler_may_let_its_answer_be_kept(void)
{
    struct response response = new_response();
    response_text(&response, "text/plain", "up");
    response_header(&response, "Cache-Control", "max-age=1");
    const char *wire = wire_of(&response, false);
    CU_ASSERT_STRING_EQUAL(wire, "Status: 200 OK\r\nContent-Type: text/plain\r\n"
                                 "Content-Length: 2\r\nCache-Control: max-age=1\r\n\r\nup");
}

static void a_problem_has_the_members_of_rfc_9457_and_ours(void)
{
    struct response response = new_response();
    json_add_int(response_extension(&response), "queuePosition", 12);
    response_problem(&response, ERR_NOT_ADMITTED, "r-1");
    CU_ASSERT_STRING_EQUAL(
        json_print(response.body, response.arena),
        "{\"type\":\"urn:usher:problem:not_admitted\",\"title\":\"Forbidden\",\"status\":403,"
        "\"detail\":\"You have not been admitted "
        "yet.\",\"code\":\"not_admitted\",\"requestId\":\"r-1\","
        "\"queuePosition\":12}");
    CU_ASSERT_PTR_NOT_NULL(
        strstr(wire_of(&response, false), "Content-Type: application/problem+json\r\n"));
}

static void a_problem_takes_the_place_of_what_was_to_be_answered(void)
{
    struct response response = hello();
    response_header(&response, "Location", "/a");
    response_problem(&response, ERR_SEAT_TAKEN, "r-1");
    CU_ASSERT_EQUAL(response.status, 409);
    CU_ASSERT_STRING_EQUAL(fixture_header(&response, "Location"), "");
    CU_ASSERT_PTR_NULL(strstr(wire_of(&response, false), "hello"));
}

static void every_error_has_a_phrase(void)
{
    for (int err = OK + 1; err < ERR_COUNT; err++) {
        struct response response = new_response();
        response_problem(&response, (enum err)err, "r-1");
        CHECK_ROW(!strstr(wire_of(&response, false), "Unknown"), err_code((enum err)err));
    }
}

static void a_401_names_the_scheme_and_the_token_when_it_is_bad(void)
{
    struct response response = new_response();
    response_problem(&response, ERR_UNAUTHENTICATED, "r-1");
    CU_ASSERT_STRING_EQUAL(fixture_header(&response, "WWW-Authenticate"), "Bearer");
    response_problem(&response, ERR_TOKEN_EXPIRED, "r-1");
    CU_ASSERT_STRING_EQUAL(fixture_header(&response, "WWW-Authenticate"),
                           "Bearer error=\"invalid_token\"");
}

static void a_503_says_when_to_come_back(void)
{
    struct response response = new_response();
    response_problem(&response, ERR_REDIS_UNAVAILABLE, "r-1");
    CU_ASSERT_STRING_EQUAL(fixture_header(&response, "Retry-After"), "1");
    response.retry_after_seconds = 7;
    response_problem(&response, ERR_CONCERT_RESTORING, "r-1");
    CU_ASSERT_STRING_EQUAL(fixture_header(&response, "Retry-After"), "7");
}

CU_TestInfo http_response_tests[] = {
    UNIT(an_answer_is_its_status_headers_and_json),
    UNIT(the_answer_to_head_has_the_length_and_no_body),
    UNIT(an_answer_in_parts_is_one_text_with_one_length),
    UNIT(an_empty_answer_has_no_type_and_no_length),
    UNIT(a_handler_may_let_its_answer_be_kept),
    UNIT(a_problem_has_the_members_of_rfc_9457_and_ours),
    UNIT(a_problem_takes_the_place_of_what_was_to_be_answered),
    UNIT(every_error_has_a_phrase),
    UNIT(a_401_names_the_scheme_and_the_token_when_it_is_bad),
    UNIT(a_503_says_when_to_come_back),
    CU_TEST_INFO_NULL,
};
