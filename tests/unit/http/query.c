/* query.c -- tests of the query string, of forms, of cursors and of request headers. */
#include <string.h>

#include "http/list_page.h"
#include "http/query.h"
#include "http/request.h"
#include "unit/http/fixture.h"
#include "unit/unit.h"

static struct request request_with(const char *query)
{
    static char param[2048];
    (void)snprintf(param, sizeof(param), "QUERY_STRING=%s", query);
    return fixture_request(PARAMS(param));
}

static void a_value_is_decoded(void)
{
    static const struct {
        const char *query, *value;
    } rows[] = {
        {"name=a", "a"},
        {"name=", ""},
        {"name", ""},
        {"x=1&name=%EA%B9%80+%2B%3d&y", "김 +="},
        {"names=1&nam=2&name=3&name=4", "3"},
        {"&&name=a=b", "a=b"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct request request = request_with(rows[i].query);
        struct query_reader reader = query_reader(&request);
        const char *value = query_text(&reader, "name");
        CHECK_ROW(value && strcmp(value, rows[i].value) == 0, rows[i].query);
    }
}

static void what_is_left_out_is_null_or_the_fallback(void)
{
    static const char *const choices[] = {"A", NULL};
    struct request request = request_with("other=1");
    struct query_reader reader = query_reader(&request);
    CU_ASSERT_PTR_NULL(query_text(&reader, "name"));
    CU_ASSERT_EQUAL(query_int(&reader, "name", 1, 9, 42), 42);
    CU_ASSERT_EQUAL(query_choice(&reader, "name", choices), -1);
    CU_ASSERT_EQUAL(reader.err, OK);
}

static void broken_text_is_refused(void)
{
    static const char *const queries[] = {"name=%",   "name=%2",      "name=%GG",
                                          "name=%00", "name=a%C0%80", "name=%FF&x=1"};
    for (size_t i = 0; i < LENGTH(queries); i++) {
        struct request request = request_with(queries[i]);
        struct query_reader reader = query_reader(&request);
        CHECK_ROW(!query_text(&reader, "name") && reader.err == ERR_INVALID_PARAMETER, queries[i]);
    }
}

static void a_value_may_have_200_bytes_and_no_more(void)
{
    char query[sizeof("name=") + 3 * 200 + 1] = "name=";
    char *end = query + strlen(query);
    for (size_t i = 0; i < 200; i++, end += 3)
        memcpy(end, "%41", 3);
    struct request request = request_with(query);
    struct query_reader reader = query_reader(&request);
    CU_ASSERT_PTR_NOT_NULL(query_text(&reader, "name"));
    *end = 'A';
    request = request_with(query);
    reader = query_reader(&request);
    CU_ASSERT_PTR_NULL(query_text(&reader, "name"));
    CU_ASSERT_EQUAL(reader.err, ERR_INVALID_PARAMETER);
}

static void numbers_and_choices_are_checked(void)
{
    static const char *const choices[] = {"include", "exclude", NULL};
    struct request request = request_with("n=10&soldOut=exclude");
    struct query_reader reader = query_reader(&request);
    CU_ASSERT_EQUAL(query_int(&reader, "n", 1, 10, 0), 10);
    CU_ASSERT_EQUAL(query_choice(&reader, "soldOut", choices), 1);
    CU_ASSERT_EQUAL(reader.err, OK);
}

static void a_refusal_names_the_parameter_and_what_it_must_be(void)
{
    static const char *const choices[] = {"A", "B", NULL};
    struct request request = request_with("n=11&c=C&e=");
    struct query_reader reader = query_reader(&request);
    CU_ASSERT_EQUAL(query_int(&reader, "n", 1, 10, 0), 0);
    CU_ASSERT_STRING_EQUAL(reader.detail, "n must be an integer from 1 to 10.");
    reader = query_reader(&request);
    (void)query_choice(&reader, "c", choices);
    CU_ASSERT_STRING_EQUAL(reader.detail, "c must be one of A, B.");
    (void)query_int(&reader, "e", 1, 10, 0);
    CU_ASSERT_STRING_EQUAL(reader.detail, "c must be one of A, B.");
}

static void a_first_page_has_20_items_from_the_start(void)
{
    struct request request = request_with("");
    struct query_reader reader = query_reader(&request);
    struct uuid after;
    struct list_page page = list_page_read_uuid(&reader, &after);
    CU_ASSERT_EQUAL(page.limit, 20);
    CU_ASSERT_PTR_NULL(page.after);
    CU_ASSERT_STRING_EQUAL(after.text, "");
}

/* Turns the key of a last item into the query of the next page, as a client does. */
static struct request next_page(const char *key)
{
    static char query[256];
    struct list_page page = {.limit = 3, .has_more = true};
    cJSON *pagination = list_page_json(&page, key, fixture_context()->arena);
    (void)snprintf(
        query, sizeof(query), "limit=3&cursor=%s",
        cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(pagination, "nextCursor")));
    cJSON_Delete(pagination);
    return request_with(query);
}

static void a_cursor_comes_back_as_the_key_it_was_made_of(void)
{
    struct request request = next_page(FIXTURE_USER);
    struct query_reader reader = query_reader(&request);
    struct uuid id;
    struct list_page page = list_page_read_uuid(&reader, &id);
    CU_ASSERT_EQUAL(page.limit, 3);
    CU_ASSERT_STRING_EQUAL(id.text, FIXTURE_USER);
    request = next_page("9007199254740993");
    reader = query_reader(&request);
    int64_t number = 0;
    (void)list_page_read_int(&reader, &number);
    CU_ASSERT_EQUAL(number, INT64_C(9007199254740993));
    CU_ASSERT_EQUAL(reader.err, OK);
}

static void the_last_page_has_no_cursor(void)
{
    struct list_page page = {.limit = 3};
    cJSON *pagination = list_page_json(&page, NULL, fixture_context()->arena);
    CU_ASSERT_TRUE(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(pagination, "nextCursor")));
    cJSON_Delete(pagination);
}

static void limits_and_cursors_that_nobody_gave_are_refused(void)
{
    static const char *const queries[] = {
        "limit=0",
        "limit=101",
        "limit=",
        "limit=1.5",
        "limit=%201",
        "cursor=",
        "cursor=!",
        "cursor=YQ==",
        "cursor=_w",
        "cursor=AA",
        "cursor=YWJjZA",
        "cursor=LTE",
        "cursor=MA",
        "cursor=MTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTExMTEx",
    };
    for (size_t i = 0; i < LENGTH(queries); i++) {
        struct request request = request_with(queries[i]);
        struct query_reader reader = query_reader(&request);
        int64_t after = 42;
        (void)list_page_read_int(&reader, &after);
        CHECK_ROW(reader.err == ERR_INVALID_PARAMETER && after == 0, queries[i]);
        CHECK_ROW(reader.detail != NULL, queries[i]);
    }
}

static struct query_reader form_of(struct request *request, const char *body)
{
    *request = fixture_request(PARAMS("QUERY_STRING=email=query"));
    request->body_text = body;
    return form_reader(request);
}

static void the_fields_of_a_form_are_read_as_parameters_are(void)
{
    struct request request;
    struct query_reader reader = form_of(&request, "email=ada%40example.org&password=a+b%26%3D%25");
    CU_ASSERT_STRING_EQUAL(query_text(&reader, "email"), "ada@example.org");
    CU_ASSERT_STRING_EQUAL(query_text(&reader, "password"), "a b&=%");
    CU_ASSERT_PTR_NULL(query_text(&reader, "action"));
    CU_ASSERT_EQUAL(reader.err, OK);
}

static void a_field_that_is_broken_or_too_long_is_refused(void)
{
    static const char *const bodies[] = {"email=%",   "email=%4",     "email=%ZZ",
                                         "email=%00", "email=%C0%AF", "email=\xFF"};
    char longest[sizeof("email=") + 513] = "email=";
    struct request request;
    for (size_t i = 0; i < LENGTH(bodies); i++) {
        struct query_reader reader = form_of(&request, bodies[i]);
        CHECK_ROW(!query_text(&reader, "email") && reader.err == ERR_INVALID_MEMBER, bodies[i]);
    }
    memset(longest + strlen(longest), 'a', 512);
    struct query_reader reader = form_of(&request, longest);
    CU_ASSERT_PTR_NOT_NULL(query_text(&reader, "email"));
    longest[strlen(longest)] = 'a';
    reader = form_of(&request, longest);
    CU_ASSERT_PTR_NULL(query_text(&reader, "email"));
    CU_ASSERT_STRING_EQUAL(reader.detail,
                           "email must be percent-encoded UTF-8 of at most 512 bytes.");
}

static bool is_own(char *site, char *origin)
{
    struct request request = fixture_request(PARAMS("HTTP_HOST=usher.example:8080", site, origin));
    return request_is_from_own_page(&request);
}

static void a_page_of_another_site_is_told_from_an_own_one(void)
{
    static char *const own = "HTTP_ORIGIN=https://usher.example:8080";
    CU_ASSERT_TRUE(is_own("X=", "Y="));
    CU_ASSERT_TRUE(is_own("X=", own));
    CU_ASSERT_TRUE(is_own("HTTP_SEC_FETCH_SITE=same-origin", "HTTP_ORIGIN=null"));
    CU_ASSERT_TRUE(is_own("HTTP_SEC_FETCH_SITE=none", "Y="));
    CU_ASSERT_FALSE(is_own("HTTP_SEC_FETCH_SITE=cross-site", own));
    CU_ASSERT_FALSE(is_own("HTTP_SEC_FETCH_SITE=same-site", own));
    CU_ASSERT_FALSE(is_own("X=", "HTTP_ORIGIN=null"));
    CU_ASSERT_FALSE(is_own("X=", "HTTP_ORIGIN=https://usher.example"));
    CU_ASSERT_FALSE(is_own("X=", "HTTP_ORIGIN=https://usher.example:8080.evil.example"));
}

static void a_header_is_found_by_its_name(void)
{
    struct request request =
        fixture_request(PARAMS("HTTP_QUEUE=no", "HTTP_QUEUE_TOKEN=yes", "HTTP_QUEUE_TOKENS=no"));
    CU_ASSERT_STRING_EQUAL(request_header(&request, "Queue-Token"), "yes");
    CU_ASSERT_PTR_NULL(request_header(&request, "Idempotency-Key"));
}

static void a_request_without_an_id_gets_one(void)
{
    struct request request = fixture_request(PARAMS("REQUEST_ID=", "X=1"));
    CU_ASSERT_EQUAL(strlen(request.request_id), 36);
}

CU_TestInfo http_query_tests[] = {
    UNIT(a_value_is_decoded),
    UNIT(what_is_left_out_is_null_or_the_fallback),
    UNIT(broken_text_is_refused),
    UNIT(a_value_may_have_200_bytes_and_no_more),
    UNIT(numbers_and_choices_are_checked),
    UNIT(a_refusal_names_the_parameter_and_what_it_must_be),
    UNIT(a_first_page_has_20_items_from_the_start),
    UNIT(a_cursor_comes_back_as_the_key_it_was_made_of),
    UNIT(the_last_page_has_no_cursor),
    UNIT(limits_and_cursors_that_nobody_gave_are_refused),
    UNIT(the_fields_of_a_form_are_read_as_parameters_are),
    UNIT(a_field_that_is_broken_or_too_long_is_refused),
    UNIT(a_page_of_another_site_is_told_from_an_own_one),
    UNIT(a_header_is_found_by_its_name),
    UNIT(a_request_without_an_id_gets_one),
    CU_TEST_INFO_NULL,
};
