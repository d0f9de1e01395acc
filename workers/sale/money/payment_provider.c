/* payment_provider.c -- asking the payment provider over HTTP, with a deadline. */
#include "sale/money/payment_provider.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/json/json_parse.h"
#include "base/json/json_read.h"
#include "base/log.h"

#define CONNECT_MS_MAX 1000
#define TRY_MS_MAX 3000
#define ALL_TRIES_MS_MAX 5000
#define TRIES_MAX 3
#define PAUSE_MS 100
#define ADDRESS_SIZE 512
#define HEADER_SIZE 512
#define ANSWER_BYTES_MAX (256 << 10)
#define AMOUNT_MAX 1000000000000 /* so large an amount differs from any charge */

struct provider {
    CURL *curl;
    struct curl_slist *headers;
    const char *url;
    size_t url_length; /* without a '/' at its end */
    bool test_payments;
    size_t answer_length;
    char answer[ANSWER_BYTES_MAX];
};

/* Less than what came ends the transfer: an answer larger than any payment is none. */
static size_t take(char *bytes, size_t size, size_t count, void *provider_pointer)
{
    struct provider *provider = provider_pointer;
    size_t length = size * count;
    if (length > sizeof(provider->answer) - provider->answer_length)
        return 0;
    memcpy(provider->answer + provider->answer_length, bytes, length);
    provider->answer_length += length;
    return length;
}

static bool add_header(struct provider *provider, const char *line)
{
    struct curl_slist *headers = curl_slist_append(provider->headers, line);
    if (headers)
        provider->headers = headers;
    return headers;
}

static bool set_up(struct provider *provider, const struct config *config)
{
    char authorization[HEADER_SIZE];
    int length = snprintf(authorization, sizeof(authorization), "Authorization: PortOne %s",
                          config->provider_secret);
    CURL *curl = provider->curl;
    return length < (int)sizeof(authorization) && add_header(provider, authorization) &&
           add_header(provider, "Accept: application/json") &&
           curl_easy_setopt(curl, CURLOPT_HTTPHEADER, provider->headers) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEDATA, provider) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS_MAX) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK;
}

/* What the configuration names was checked when it was read; here only memory can fail. */
struct provider *provider_create(const struct config *config)
{
    if (!*config->provider_url)
        return NULL;
    struct provider *provider = calloc(1, sizeof(*provider));
    if (!provider || curl_global_init(CURL_GLOBAL_SSL) != CURLE_OK)
        abort();
    provider->url = config->provider_url;
    provider->url_length = strlen(provider->url);
    if (provider->url[provider->url_length - 1] == '/')
        provider->url_length--;
    provider->test_payments = config->test_payments;
    provider->curl = curl_easy_init();
    if (!provider->curl || !set_up(provider, config))
        abort();
    return provider;
}

void provider_destroy(struct provider *provider)
{
    if (!provider)
        return;
    curl_slist_free_all(provider->headers);
    curl_easy_cleanup(provider->curl);
    curl_global_cleanup();
    free(provider);
}

/* One try; the status of HTTP, or 0 when there was no answer. */
static long ask(struct provider *provider, const char *reference, int64_t left_ms)
{
    char address[ADDRESS_SIZE];
    long status = 0;
    int length = snprintf(address, sizeof(address), "%.*s/payments/%s", (int)provider->url_length,
                          provider->url, reference);
    provider->answer_length = 0;
    if (length >= (int)sizeof(address) ||
        curl_easy_setopt(provider->curl, CURLOPT_URL, address) != CURLE_OK)
        return 0;
    (void)curl_easy_setopt(provider->curl, CURLOPT_TIMEOUT_MS,
                           (long)(left_ms < TRY_MS_MAX ? left_ms : TRY_MS_MAX));
    CURLcode code = curl_easy_perform(provider->curl);
    if (code == CURLE_OK)
        (void)curl_easy_getinfo(provider->curl, CURLINFO_RESPONSE_CODE, &status);
    else
        log_warn("provider not reached charge=%s why=\"%s\"", reference, curl_easy_strerror(code));
    return status;
}

/* What passes by itself is tried again, after a while that grows, until the time is up. */
static long ask_repeatedly(struct provider *provider, const char *reference)
{
    int64_t deadline_ms = clock_monotonic_ms() + ALL_TRIES_MS_MAX;
    long status = ask(provider, reference, ALL_TRIES_MS_MAX);
    for (int i = 1; i < TRIES_MAX && (status == 0 || status >= 500); i++) {
        int64_t pause_ms = (int64_t)i * PAUSE_MS;
        (void)nanosleep(&(struct timespec){.tv_nsec = pause_ms * 1000000}, NULL);
        int64_t left_ms = deadline_ms - clock_monotonic_ms();
        if (left_ms <= 0)
            break;
        status = ask(provider, reference, left_ms);
    }
    return status;
}

/* A test card is of nobody's money: it counts where the configuration says so, and nowhere else. */
static bool is_test(struct json_reader *reader)
{
    if (!json_has(reader, "channel"))
        return false;
    struct json_reader channel = json_member_object(reader, "channel");
    bool test =
        json_has(&channel, "type") && strcmp(json_string(&channel, "type", 0, 40), "TEST") == 0;
    json_adopt(reader, &channel);
    return test;
}

static void read_paid(const struct provider *provider, struct json_reader *reader,
                      struct provider_payment *payment)
{
    struct json_reader amount = json_member_object(reader, "amount");
    payment->amount = json_int(&amount, "total", 0, AMOUNT_MAX);
    if (strcmp(payment->status, "PARTIAL_CANCELLED") == 0)
        payment->amount -= json_int(&amount, "cancelled", 0, payment->amount);
    json_adopt(reader, &amount);
    payment->currency = json_string(reader, "currency", 1, 40);
    if (!provider->test_payments && is_test(reader))
        payment->status = "TEST_PAID";
}

static enum err read_answer(const struct provider *provider, const char *reference,
                            struct arena *arena, struct provider_payment *ret_payment)
{
    const cJSON *object;
    enum err err = json_parse_object(provider->answer, provider->answer_length, arena, &object);
    if (err)
        return err;
    struct json_reader reader = json_reader(object, arena);
    const char *id = json_string(&reader, "id", 1, 200);
    struct provider_payment payment = {.status = json_string(&reader, "status", 1, 40),
                                       .currency = ""};
    if (strcmp(payment.status, "PAID") == 0 || strcmp(payment.status, "PARTIAL_CANCELLED") == 0)
        read_paid(provider, &reader, &payment);
    if (reader.err || strcmp(id, reference) != 0)
        return ERR_MALFORMED_JSON;
    *ret_payment = payment;
    return OK;
}

enum err provider_payment(struct provider *provider, const char *reference, struct arena *arena,
                          struct provider_payment *ret_payment)
{
    long status = ask_repeatedly(provider, reference);
    if (status == 200 && !read_answer(provider, reference, arena, ret_payment))
        return OK;
    log_warn("provider gave no answer charge=%s status=%ld", reference, status);
    return ERR_PROVIDER_UNAVAILABLE;
}
