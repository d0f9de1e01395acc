/* idempotency_key.c -- tests of the Idempotency-Key header and its fingerprint. */
#include <string.h>

#include "http/idempotency_key.h"
#include "http/request.h"
#include "unit/http/fixture.h"
#include "unit/unit.h"

static enum err try(char *header, struct idempotency *ret_idempotency)
{
    struct request request = fixture_request(PARAMS(header));
    return request_idempotency(&request, ret_idempotency);
}

static void a_key_is_visible_ascii(void)
{
    static char *const keys[] = {"HTTP_IDEMPOTENCY_KEY=a", "HTTP_IDEMPOTENCY_KEY=!~\"9-Z"};
    static char *const others[] = {"HTTP_IDEMPOTENCY_KEY=", "HTTP_IDEMPOTENCY_KEY=a b",
                                   "HTTP_IDEMPOTENCY_KEY=a\t", "HTTP_IDEMPOTENCY_KEY=\x7f",
                                   "HTTP_IDEMPOTENCY_KEY=\xc3\xa9"};
    struct idempotency idempotency;
    for (size_t i = 0; i < LENGTH(keys); i++)
        CHECK_ROW(try(keys[i], &idempotency) == OK && idempotency.key, keys[i]);
    for (size_t i = 0; i < LENGTH(others); i++)
        CHECK_ROW(try(others[i], &idempotency) == ERR_INVALID_HEADER, others[i]);
}

static void a_key_may_have_255_letters_and_no_more(void)
{
    char header[512] = "HTTP_IDEMPOTENCY_KEY=";
    size_t name_length = strlen(header);
    memset(header + name_length, 'k', 256);
    struct idempotency idempotency;
    CU_ASSERT_EQUAL(try(header, &idempotency), ERR_INVALID_HEADER);
    header[name_length + 255] = '\0';
    CU_ASSERT_EQUAL(try(header, &idempotency), OK);
}

static void a_call_without_a_key_has_none(void)
{
    struct idempotency idempotency;
    CU_ASSERT_EQUAL(try("X=1", &idempotency), OK);
    CU_ASSERT_PTR_NULL(idempotency.key);
}

struct call {
    char *method, *path;
    const char *body;
};

static struct idempotency idempotency_of(const struct call *call)
{
    struct idempotency idempotency = {0};
    struct request request = fixture_request(PARAMS(call->method, call->path));
    request.body_text = call->body;
    request.body_length = strlen(call->body);
    CU_ASSERT_EQUAL(request_idempotency(&request, &idempotency), OK);
    return idempotency;
}

static void method_path_and_body_make_the_fingerprint(void)
{
    static const struct call call = {"REQUEST_METHOD=POST", "DOCUMENT_URI=/a", "{\"a\":1}"};
    static const struct call others[] = {
        {"REQUEST_METHOD=PATCH", "DOCUMENT_URI=/a", "{\"a\":1}"},
        {"REQUEST_METHOD=POST", "DOCUMENT_URI=/b", "{\"a\":1}"},
        {"REQUEST_METHOD=POST", "DOCUMENT_URI=/a", "{\"a\":2}"},
        {"REQUEST_METHOD=POST", "DOCUMENT_URI=/a", ""},
    };
    struct idempotency first = idempotency_of(&call);
    struct idempotency second = idempotency_of(&call);
    CU_ASSERT_EQUAL(memcmp(first.fingerprint, second.fingerprint, 32), 0);
    for (size_t i = 0; i < LENGTH(others); i++) {
        struct idempotency other = idempotency_of(&others[i]);
        CHECK_ROW(memcmp(first.fingerprint, other.fingerprint, 32) != 0, others[i].path);
    }
}

CU_TestInfo http_idempotency_tests[] = {
    UNIT(a_key_is_visible_ascii),
    UNIT(a_key_may_have_255_letters_and_no_more),
    UNIT(a_call_without_a_key_has_none),
    UNIT(method_path_and_body_make_the_fingerprint),
    CU_TEST_INFO_NULL,
};
