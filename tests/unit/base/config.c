/* config.c -- tests of the configuration. */
#include "base/config.h"

#include <stdlib.h>
#include <string.h>

#include "unit/unit.h"

#define SECRET "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"
#define OTHER_SECRET "MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE"

static void clear_environment(void)
{
#define CLEAR_INTEGER(member, variable, fallback, min, max, what) (void)unsetenv(variable);
    CONFIG_INTEGERS(CLEAR_INTEGER)
#define CLEAR_STRING(member, variable, fallback, what) (void)unsetenv(variable);
    CONFIG_STRINGS(CLEAR_STRING)
#define CLEAR_SWITCH(member, variable, fallback, what) (void)unsetenv(variable);
    CONFIG_SWITCHES(CLEAR_SWITCH)
    (void)unsetenv("USHER_TOKEN_KEYS");
    (void)unsetenv("USHER_TICKET_KEYS");
    (void)unsetenv("USHER_LOG_LEVEL");
    (void)unsetenv("USHER_WEBHOOK_SECRETS");
}

/* Loads with one variable set and the others left out; the problem is "" when it succeeds. */
static struct config load_with(const char *variable, const char *value, bool needs_keys,
                               char ret_problem[200])
{
    clear_environment();
    (void)setenv(variable, value, 1);
    struct config config = {.processes = -1};
    ret_problem[0] = '\0';
    (void)config_load(&config, needs_keys, ret_problem, 200);
    clear_environment();
    return config;
}

static void what_is_left_out_takes_its_default(void)
{
    char problem[200];
    struct config config = load_with("USHER_LISTEN", "", false, problem);
    CU_ASSERT_STRING_EQUAL(problem, "");
    CU_ASSERT_EQUAL(config.processes, 4);
    CU_ASSERT_EQUAL(config.refresh_token_seconds, 1209600);
    CU_ASSERT_STRING_EQUAL(config.listen, "/run/usher/usher.sock");
    CU_ASSERT_EQUAL(config.log_level, LOG_INFO);
    CU_ASSERT_EQUAL(config.token_keys.count, 0);
    CU_ASSERT_EQUAL(config.ticket_keys.count, 0);
}

static void every_default_is_in_its_own_range(void)
{
#define CHECK_DEFAULT(member, variable, fallback, min, max, what) \
    CHECK_ROW((fallback) >= (min) && (fallback) <= (max), variable);
    CONFIG_INTEGERS(CHECK_DEFAULT)
}

static void what_is_set_is_read(void)
{
    char problem[200];
    CU_ASSERT_EQUAL(load_with("USHER_PROCESSES", "256", false, problem).processes, 256);
    CU_ASSERT_EQUAL(load_with("USHER_TICK_MS", "50", false, problem).tick_ms, 50);
    CU_ASSERT_EQUAL(load_with("USHER_LOG_LEVEL", "debug", false, problem).log_level, LOG_DEBUG);
    struct config config = load_with("USHER_TOKEN_KEYS", "k1:" SECRET, false, problem);
    CU_ASSERT_EQUAL(config.token_keys.count, 1);
    CU_ASSERT_STRING_EQUAL(config.token_keys.keys[0].kid, "k1");
    config = load_with("USHER_TICKET_KEYS", "k2:" SECRET ",k1:" OTHER_SECRET, false, problem);
    CU_ASSERT_EQUAL(config.ticket_keys.count, 2);
    CU_ASSERT_STRING_EQUAL(config.ticket_keys.keys[0].kid, "k2");
}

static void what_is_wrong_is_refused_by_name(void)
{
    static const struct {
        const char *variable, *value;
    } rows[] = {
        {"USHER_PROCESSES", "0"},
        {"USHER_PROCESSES", "257"},
        {"USHER_PROCESSES", "many"},
        {"USHER_PROCESSES", "4.5"},
        {"USHER_TICK_MS", "1e3"},
        {"USHER_SCRYPT_LOG_N", "99"},
        {"USHER_LOG_LEVEL", "loud"},
        {"USHER_TOKEN_KEYS", "k1"},
        {"USHER_TOKEN_KEYS", "k1:dG9v"},
        {"USHER_TICKET_KEYS", "k1"},
        {"USHER_TICKET_KEYS", "k1:dG9v"},
        {"USHER_DIRECT_CHARGE", "no"},
        {"USHER_TEST_PAYMENTS", "1"},
        {"USHER_WARM_PAYMENTS", "yes"},
        {"USHER_JWS_TICKETS", "yes"},
        {"USHER_WEBHOOK_SECRETS", "whsec_dG9v"},
        {"USHER_PROVIDER_SECRET", "two words"},
        {"USHER_PROVIDER_SECRET", "one\r\nX-Header: more"},
        {"USHER_PROVIDER_URL", "ftp://host"},
        {"USHER_PROVIDER_URL", "https://ho st"},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char problem[200];
        struct config config = load_with(rows[i].variable, rows[i].value, false, problem);
        CHECK_ROW(strncmp(problem, rows[i].variable, strlen(rows[i].variable)) == 0, problem);
        CHECK_ROW(config.processes == -1, rows[i].variable);
    }
}

static void a_worker_needs_the_keys_of_tokens_and_of_tickets(void)
{
    char problem[200];
    (void)load_with("USHER_TICKET_KEYS", "k1:" SECRET, true, problem);
    CU_ASSERT_PTR_NOT_NULL(strstr(problem, "USHER_TOKEN_KEYS"));
    (void)load_with("USHER_TOKEN_KEYS", "k1:" SECRET, true, problem);
    CU_ASSERT_PTR_NOT_NULL(strstr(problem, "USHER_TICKET_KEYS"));
}

static void a_refusal_never_shows_a_secret(void)
{
    static const char *const variables[] = {"USHER_TOKEN_KEYS", "USHER_TICKET_KEYS"};
    for (size_t i = 0; i < LENGTH(variables); i++) {
        char problem[200];
        (void)load_with(variables[i], "k1:" SECRET ",k1:" SECRET, false, problem);
        CU_ASSERT_PTR_NOT_NULL(strstr(problem, variables[i]));
        CU_ASSERT_PTR_NULL(strstr(problem, SECRET));
    }
}

#define WEBHOOK_SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

/* A provider with these secrets, "" for none; the problem is "" when it succeeds. */
static struct config load_provider_with(const char *secret, const char *webhook_secrets,
                                        char ret_problem[200])
{
    struct config config = {.processes = -1};
    clear_environment();
    (void)setenv("USHER_PROVIDER_URL", "https://api.example", 1);
    (void)setenv("USHER_PROVIDER_SECRET", secret, 1);
    (void)setenv("USHER_WEBHOOK_SECRETS", webhook_secrets, 1);
    ret_problem[0] = '\0';
    (void)config_load(&config, false, ret_problem, 200);
    clear_environment();
    return config;
}

static void a_provider_comes_with_its_secrets(void)
{
    char problem[200];
    struct config config = load_provider_with("secret", WEBHOOK_SECRET, problem);
    CU_ASSERT_STRING_EQUAL(problem, "");
    CU_ASSERT_EQUAL(config.webhook_secrets.count, 1);
    (void)load_provider_with("", WEBHOOK_SECRET, problem);
    CU_ASSERT_EQUAL(strncmp(problem, "USHER_PROVIDER_SECRET ", 22), 0);
    (void)load_provider_with("secret", "", problem);
    CU_ASSERT_EQUAL(strncmp(problem, "USHER_WEBHOOK_SECRETS ", 22), 0);
}

static void no_secret_of_a_provider_is_shown(void)
{
    char problem[200];
    (void)load_provider_with("secret word", WEBHOOK_SECRET, problem);
    CU_ASSERT_PTR_NULL(strstr(problem, "secret word"));
    (void)load_provider_with("secret", WEBHOOK_SECRET "A", problem);
    CU_ASSERT_PTR_NOT_NULL(strstr(problem, "USHER_WEBHOOK_SECRETS"));
    CU_ASSERT_PTR_NULL(strstr(problem, WEBHOOK_SECRET));
}

static void a_switch_is_on_or_off(void)
{
    char problem[200];
    CU_ASSERT_TRUE(load_with("USHER_DIRECT_CHARGE", "", false, problem).direct_charge);
    CU_ASSERT_FALSE(load_with("USHER_DIRECT_CHARGE", "off", false, problem).direct_charge);
    CU_ASSERT_FALSE(load_with("USHER_TEST_PAYMENTS", "", false, problem).test_payments);
    CU_ASSERT_TRUE(load_with("USHER_TEST_PAYMENTS", "on", false, problem).test_payments);
}

CU_TestInfo config_tests[] = {
    UNIT(what_is_left_out_takes_its_default),
    UNIT(every_default_is_in_its_own_range),
    UNIT(what_is_set_is_read),
    UNIT(what_is_wrong_is_refused_by_name),
    UNIT(a_worker_needs_the_keys_of_tokens_and_of_tickets),
    UNIT(a_refusal_never_shows_a_secret),
    UNIT(a_provider_comes_with_its_secrets),
    UNIT(no_secret_of_a_provider_is_shown),
    UNIT(a_switch_is_on_or_off),
    CU_TEST_INFO_NULL,
};
