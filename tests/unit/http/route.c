/* route.c -- tests of routing and of what is checked before a handler runs. */
#include "http/route.h"

#include <string.h>

#include "base/json/json_build.h"
#include "http/authenticate.h"
#include "unit/http/fixture.h"
#include "unit/unit.h"

#define ID "0190a0b0-0000-7000-8000-00000000000a"
#define OTHER_ID "0190a0b0-0000-7000-8000-00000000000b"
#define JSON "CONTENT_TYPE=application/json"

/* Answers with what the handler was given, under the name of the route. */
static enum err tell(const struct request *request, struct response *response, const char *route)
{
    cJSON *body = json_object();
    json_add_string(body, "route", route);
    for (size_t i = 0; i < PATH_IDS_MAX && request->ids[i].name; i++)
        json_add_string(body, request->ids[i].name, request->ids[i].id.text);
    json_add_bool(body, "hasCaller", request->has_caller);
    json_add_bool(body, "hasBody", request->body != NULL);
    response_json(response, 200, body);
    return OK;
}

static enum err list(struct request *request, struct response *response)
{
    return tell(request, response, "list");
}

static enum err one(struct request *request, struct response *response)
{
    return tell(request, response, "one");
}

static enum err keys(struct request *request, struct response *response)
{
    return tell(request, response, "keys");
}

static enum err picture(struct request *request, struct response *response)
{
    return tell(request, response, "picture");
}

static enum err both(struct request *request, struct response *response)
{
    CU_ASSERT_STRING_EQUAL(request_path_id(request, "showId")->text, OTHER_ID);
    return tell(request, response, "both");
}

static enum err create(struct request *request, struct response *response)
{
    return tell(request, response, "create");
}

static enum err take_form(struct request *request, struct response *response)
{
    response_text(response, "text/plain", request->body_text);
    return OK;
}

static enum err forget_to_answer(struct request *request, struct response *response)
{
    (void)request;
    (void)response;
    return OK;
}

static enum err refuse(struct request *request, struct response *response)
{
    (void)request;
    response_header(response, "Idempotent-Replayed", "true");
    json_add_int(response_extension(response), "balance", 5);
    response_detail(response, "Five are too few.");
    return ERR_NOT_ENOUGH_POINTS;
}

static const struct route routes[] = {
    {HTTP_GET, "/tickets", list, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, "/tickets", create, CALLER_ANYONE, ROLE_BUYER, BODY_JSON},
    {HTTP_GET, "/tickets/{ticketId}", one, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_DELETE, "/tickets/{ticketId}", one, CALLER_ACCESS, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, "/tickets/{ticketId}.svg", picture, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_GET, "/tickets/keys", keys, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, "/refunds", create, CALLER_ANYONE, ROLE_BUYER, BODY_OPTIONAL},
    {HTTP_POST, "/large", create, CALLER_NOBODY, ROLE_BUYER, BODY_LARGE},
    {HTTP_POST, "/form", take_form, CALLER_NOBODY, ROLE_BUYER, BODY_FORM},
    {HTTP_PUT, "/a/{concertId}/b/{showId}", both, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, "/admin/{concertId}", create, CALLER_ACCESS, ROLE_ADMIN, BODY_JSON},
    {HTTP_POST, "/silent", forget_to_answer, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
    {HTTP_POST, "/refusing", refuse, CALLER_ANYONE, ROLE_BUYER, BODY_NONE},
};
static const struct route_table table = {.routes = routes, .count = LENGTH(routes)};

static struct response send(char *method, char *path)
{
    return fixture_send(&table, PARAMS(method, path, JSON, "REQUEST_ID=r-1234567"), "{}");
}

static const char *told(const struct response *response, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(response->body, name));
    return text ? text : "";
}

static void the_closest_pattern_answers(void)
{
    static const struct {
        char *path;
        const char *route;
    } rows[] = {
        {"DOCUMENT_URI=/tickets", "list"},
        {"DOCUMENT_URI=/tickets/keys", "keys"},
        {"DOCUMENT_URI=/tickets/" ID, "one"},
        {"DOCUMENT_URI=/tickets/" ID ".svg", "picture"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct response response = send("REQUEST_METHOD=GET", rows[i].path);
        CHECK_ROW(strcmp(told(&response, "route"), rows[i].route) == 0, rows[i].path);
    }
}

static void the_ids_of_the_path_are_read_by_name(void)
{
    struct response response = send("REQUEST_METHOD=PUT", "DOCUMENT_URI=/a/" ID "/b/" OTHER_ID);
    CU_ASSERT_STRING_EQUAL(told(&response, "concertId"), ID);
    CU_ASSERT_STRING_EQUAL(told(&response, "showId"), OTHER_ID);
}

static void an_unknown_address_is_404(void)
{
    static char *const paths[] = {
        "DOCUMENT_URI=",
        "DOCUMENT_URI=/",
        "DOCUMENT_URI=/ticket",
        "DOCUMENT_URI=/ticketsx",
        "DOCUMENT_URI=/tickets/",
        "DOCUMENT_URI=/tickets/" ID "/",
        "DOCUMENT_URI=/a/" ID "/b",
        ("DOCUMENT_URI=/a//b/" ID),
        "X=1",
    };
    for (size_t i = 0; i < LENGTH(paths); i++) {
        struct response response = send("REQUEST_METHOD=GET", paths[i]);
        CHECK_ROW(response.status == 404, paths[i]);
    }
}

static void another_method_is_405_and_learns_all_that_there_are(void)
{
    struct response response = send("REQUEST_METHOD=PATCH", "DOCUMENT_URI=/tickets");
    CU_ASSERT_EQUAL(response.status, 405);
    CU_ASSERT_STRING_EQUAL(fixture_code(&response), "method_not_allowed");
    CU_ASSERT_STRING_EQUAL(fixture_header(&response, "Allow"), "GET, HEAD, POST");
    response = send("REQUEST_METHOD=OPTIONS", "DOCUMENT_URI=/tickets/" ID);
    CU_ASSERT_STRING_EQUAL(fixture_header(&response, "Allow"), "GET, HEAD, DELETE");
    response = send("REQUEST_METHOD=get", "DOCUMENT_URI=/tickets");
    CU_ASSERT_EQUAL(response.status, 405);
}

static void head_is_answered_as_get(void)
{
    struct response response = send("REQUEST_METHOD=HEAD", "DOCUMENT_URI=/tickets");
    CU_ASSERT_EQUAL(response.status, 200);
}

static void an_id_that_is_no_uuid_is_named(void)
{
    struct response response = send("REQUEST_METHOD=PUT", "DOCUMENT_URI=/a/" ID "/b/12");
    CU_ASSERT_EQUAL(response.status, 400);
    CU_ASSERT_STRING_EQUAL(fixture_code(&response), "invalid_parameter");
    CU_ASSERT_STRING_EQUAL(fixture_detail(&response), "showId must be a UUID.");
    response = send("REQUEST_METHOD=GET", "DOCUMENT_URI=/tickets/12.svg");
    CU_ASSERT_STRING_EQUAL(fixture_detail(&response), "ticketId must be a UUID.");
}

static void an_id_in_capitals_is_the_same_id(void)
{
    struct response response =
        send("REQUEST_METHOD=GET", "DOCUMENT_URI=/tickets/0190A0B0-0000-7000-8000-00000000000A");
    CU_ASSERT_STRING_EQUAL(told(&response, "ticketId"), ID);
}

static struct response post(char *content_type, const char *body)
{
    return fixture_send(&table,
                        PARAMS("REQUEST_METHOD=POST", "DOCUMENT_URI=/tickets", content_type), body);
}

static void only_json_is_taken_as_json(void)
{
    static const struct {
        char *content_type;
        int status;
    } rows[] = {
        {JSON, 200},
        {"CONTENT_TYPE=Application/JSON; charset=utf-8", 200},
        {"CONTENT_TYPE=application/json ;x", 200},
        {"CONTENT_TYPE=application/jsonp", 415},
        {"CONTENT_TYPE=application/json-seq", 415},
        {"CONTENT_TYPE=text/json", 415},
        {"CONTENT_TYPE=", 415},
        {"X=1", 415},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct response response = post(rows[i].content_type, "{}");
        CHECK_ROW(response.status == rows[i].status, rows[i].content_type);
    }
}

static void a_body_that_is_no_json_object_is_400(void)
{
    static const char *const bodies[] = {"", " ", "[]", "1", "{", "{}x"};
    for (size_t i = 0; i < LENGTH(bodies); i++) {
        struct response response = post(JSON, bodies[i]);
        CHECK_ROW(strcmp(fixture_code(&response), "malformed_json") == 0, bodies[i]);
    }
}

/* Sends an object that is filled up with spaces. */
static struct response post_filled(char *path, size_t size)
{
    static char body[LARGE_BODY_BYTES_MAX + 2];
    memset(body, ' ', size);
    memcpy(body, "{}", 2);
    body[size] = '\0';
    return fixture_send(&table, PARAMS("REQUEST_METHOD=POST", path, JSON), body);
}

static void a_body_may_fill_64_kib_and_no_more(void)
{
    CU_ASSERT_EQUAL(post_filled("DOCUMENT_URI=/tickets", BODY_BYTES_MAX).status, 200);
    struct response response = post_filled("DOCUMENT_URI=/tickets", BODY_BYTES_MAX + 1);
    CU_ASSERT_EQUAL(response.status, 413);
    CU_ASSERT_STRING_EQUAL(fixture_detail(&response),
                           "The body is larger, or has more values, than is taken here.");
}

static void a_route_may_ask_for_a_body_of_16_mib(void)
{
    CU_ASSERT_EQUAL(post_filled("DOCUMENT_URI=/large", LARGE_BODY_BYTES_MAX).status, 200);
    struct response response = post_filled("DOCUMENT_URI=/large", LARGE_BODY_BYTES_MAX + 1);
    CU_ASSERT_EQUAL(response.status, 413);
    CU_ASSERT_STRING_EQUAL(fixture_detail(&response), "The body is larger than 16 MiB.");
}

static void an_optional_body_may_be_missing_but_not_wrong(void)
{
    static const struct {
        char *content_type;
        const char *body;
        int status;
        bool has_body;
    } rows[] = {
        {"X=1", "", 200, false},  {JSON, "", 200, false},  {JSON, "{}", 200, true},
        {JSON, "[]", 400, false}, {JSON, " ", 400, false}, {"X=1", "{}", 415, false},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct response response = fixture_send(
            &table, PARAMS("REQUEST_METHOD=POST", "DOCUMENT_URI=/refunds", rows[i].content_type),
            rows[i].body);
        const cJSON *has_body = cJSON_GetObjectItemCaseSensitive(response.body, "hasBody");
        CHECK_ROW(response.status == rows[i].status, rows[i].body);
        CHECK_ROW(cJSON_IsTrue(has_body) == rows[i].has_body, rows[i].body);
    }
}

static struct response send_form(char *type, const char *body)
{
    return fixture_send(&table, PARAMS("REQUEST_METHOD=POST", "DOCUMENT_URI=/form", type), body);
}

static void a_form_is_taken_as_it_lies(void)
{
    struct response response =
        send_form("CONTENT_TYPE=Application/X-WWW-Form-URLencoded; charset=utf-8", "a=1&b=%");
    CU_ASSERT_EQUAL(response.status, 200);
    CU_ASSERT_STRING_EQUAL(response.parts[0].bytes, "a=1&b=%");
}

static void only_a_form_is_taken_as_a_form(void)
{
    static char *const types[] = {"CONTENT_TYPE=", "CONTENT_TYPE=multipart/form-data",
                                  "CONTENT_TYPE=application/x-www-form-urlencoded2", JSON, "X=1"};
    for (size_t i = 0; i < LENGTH(types); i++) {
        struct response response = send_form(types[i], "a=1");
        CHECK_ROW(response.status == 415, types[i]);
        CHECK_ROW(strcmp(fixture_code(&response), "not_form") == 0, types[i]);
    }
}

static void a_form_with_a_zero_byte_is_refused(void)
{
    struct request request =
        fixture_request(PARAMS("REQUEST_METHOD=POST", "DOCUMENT_URI=/form",
                               "CONTENT_TYPE=application/x-www-form-urlencoded"));
    struct response response = {.arena = fixture_context()->arena};
    route_dispatch(&table, &request, &response, "a=1\0&b=2", 8);
    CU_ASSERT_STRING_EQUAL(fixture_code(&response), "invalid_member");
}

static void show(const struct request *request, struct response *response, enum err err)
{
    int status = response->status;
    CU_ASSERT_STRING_EQUAL(request->path, "/tickets/1");
    response_text(response, "text/html", err_code(err));
    response->status = status;
}

static void a_problem_may_be_shown_as_a_page(void)
{
    static const struct route_table pages = {
        .routes = routes, .count = LENGTH(routes), .show_problem = show};
    struct response response =
        fixture_send(&pages, PARAMS("REQUEST_METHOD=DELETE", "DOCUMENT_URI=/tickets/1"), "");
    CU_ASSERT_EQUAL(response.status, 401);
    CU_ASSERT_STRING_EQUAL(response.parts[0].bytes, "unauthenticated");
    CU_ASSERT_STRING_EQUAL(fixture_header(&response, "WWW-Authenticate"), "Bearer");
}

static void a_route_without_a_body_ignores_one(void)
{
    struct response response =
        fixture_send(&table, PARAMS("REQUEST_METHOD=GET", "DOCUMENT_URI=/tickets"), "rubbish");
    CU_ASSERT_EQUAL(response.status, 200);
    CU_ASSERT_TRUE(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(response.body, "hasBody")));
}

/* Who may not call learns nothing about what would be wrong with the call. */
static void the_token_and_the_role_come_before_ids_and_body(void)
{
    char *const method = "REQUEST_METHOD=POST";
    char *const path = "DOCUMENT_URI=/admin/no-id";
    struct response response = fixture_send(&table, PARAMS(method, path), "rubbish");
    CU_ASSERT_STRING_EQUAL(fixture_code(&response), "unauthenticated");
    char *buyer = fixture_authorization(TOKEN_ACCESS, ROLE_BUYER);
    response = fixture_send(&table, PARAMS(method, path, buyer), "rubbish");
    CU_ASSERT_STRING_EQUAL(fixture_code(&response), "forbidden");
    char *admin = fixture_authorization(TOKEN_ACCESS, ROLE_ADMIN);
    response = fixture_send(&table, PARAMS(method, path, admin), "rubbish");
    CU_ASSERT_STRING_EQUAL(fixture_code(&response), "invalid_parameter");
}

static void a_refusal_carries_its_own_detail_and_members_and_no_header(void)
{
    struct response response = send("REQUEST_METHOD=POST", "DOCUMENT_URI=/refusing");
    CU_ASSERT_EQUAL(response.status, 402);
    CU_ASSERT_STRING_EQUAL(fixture_detail(&response), "Five are too few.");
    CU_ASSERT_STRING_EQUAL(told(&response, "requestId"), "r-1234567");
    CU_ASSERT_EQUAL(response.header_count, 0);
    const cJSON *balance = cJSON_GetObjectItemCaseSensitive(response.body, "balance");
    CU_ASSERT_PTR_NOT_NULL_FATAL(balance);
}

static void send_to_the_silent_route(void)
{
    struct response response = send("REQUEST_METHOD=POST", "DOCUMENT_URI=/silent");
    CU_ASSERT_EQUAL(response.status, 500);
}

static void a_handler_that_does_not_answer_is_an_error_in_the_log(void)
{
    char line[512];
    unit_capture_stderr(send_to_the_silent_route, line, sizeof(line));
    CU_ASSERT_PTR_NOT_NULL(
        strstr(line, "code=internal request=r-1234567 method=POST path=/silent user=-"));
}

CU_TestInfo http_route_tests[] = {
    UNIT(the_closest_pattern_answers),
    UNIT(the_ids_of_the_path_are_read_by_name),
    UNIT(an_unknown_address_is_404),
    UNIT(another_method_is_405_and_learns_all_that_there_are),
    UNIT(head_is_answered_as_get),
    UNIT(an_id_that_is_no_uuid_is_named),
    UNIT(an_id_in_capitals_is_the_same_id),
    UNIT(only_json_is_taken_as_json),
    UNIT(a_body_that_is_no_json_object_is_400),
    UNIT(a_body_may_fill_64_kib_and_no_more),
    UNIT(a_route_may_ask_for_a_body_of_16_mib),
    UNIT(an_optional_body_may_be_missing_but_not_wrong),
    UNIT(a_form_is_taken_as_it_lies),
    UNIT(only_a_form_is_taken_as_a_form),
    UNIT(a_form_with_a_zero_byte_is_refused),
    UNIT(a_problem_may_be_shown_as_a_page),
    UNIT(a_route_without_a_body_ignores_one),
    UNIT(the_token_and_the_role_come_before_ids_and_body),
    UNIT(a_refusal_carries_its_own_detail_and_members_and_no_header),
    UNIT(a_handler_that_does_not_answer_is_an_error_in_the_log),
    CU_TEST_INFO_NULL,
};
