/* config.c -- reading the environment. */
#include "base/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto/token_keys.h"
#include "base/text/text.h"

#define PROVIDER_TEXT_MAX 256
#define POOL_NAME_MAX 64

/* An empty variable counts as left out, as in an environment file with nothing behind the '='. */
static const char *read_variable(const char *variable, const char *fallback)
{
    const char *value = getenv(variable);
    return value && *value ? value : fallback;
}

static bool load_integers(struct config *config, char *ret_problem, size_t problem_size)
{
    static const struct {
        const char *variable;
        int64_t fallback, min, max;
        size_t offset;
    } rows[] = {
#define CONFIG_ROW(member, variable, fallback, min, max, what) \
    {variable, fallback, min, max, offsetof(struct config, member)},
        CONFIG_INTEGERS(CONFIG_ROW)
#undef CONFIG_ROW
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int64_t *member = (int64_t *)(void *)((char *)config + rows[i].offset);
        const char *value = read_variable(rows[i].variable, NULL);
        *member = rows[i].fallback;
        if (value && !text_to_int64(value, rows[i].min, rows[i].max, member)) {
            (void)snprintf(ret_problem, problem_size,
                           "%s must be a whole number from %lld to %lld.", rows[i].variable,
                           (long long)rows[i].min, (long long)rows[i].max);
            return false;
        }
    }
    return true;
}

static void load_strings(struct config *config)
{
#define CONFIG_READ(member, variable, fallback, what) \
    config->member = read_variable(variable, fallback);
    CONFIG_STRINGS(CONFIG_READ)
#undef CONFIG_READ
}

static bool load_switches(struct config *config, char *ret_problem, size_t problem_size)
{
    static const struct {
        const char *variable, *fallback;
        size_t offset;
    } rows[] = {
#define CONFIG_ROW(member, variable, fallback, what) \
    {variable, fallback, offsetof(struct config, member)},
        CONFIG_SWITCHES(CONFIG_ROW)
#undef CONFIG_ROW
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *value = read_variable(rows[i].variable, rows[i].fallback);
        bool is_on = strcmp(value, "on") == 0;
        if (!is_on && strcmp(value, "off") != 0) {
            (void)snprintf(ret_problem, problem_size, "%s must be on or off.", rows[i].variable);
            return false;
        }
        *(bool *)(void *)((char *)config + rows[i].offset) = is_on;
    }
    return true;
}

static bool is_web_address(const char *url)
{
    return strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0;
}

/* The address and the secret go into a request, where a blank or a line's end would break it. */
static bool is_one_word(const char *text)
{
    size_t length = 0;
    while (text[length] > ' ' && text[length] <= '~')
        length++;
    return text[length] == '\0' && length <= PROVIDER_TEXT_MAX;
}

/* NULL, or what is wrong. A provider is of no use without both kinds of secrets. */
static const char *load_provider(struct config *config)
{
    const char *secrets = read_variable("USHER_WEBHOOK_SECRETS", NULL);
    if (secrets && !webhook_secrets_parse(secrets, &config->webhook_secrets))
        return "USHER_WEBHOOK_SECRETS must be whsec_base64[,whsec_base64], four at most, each 24 "
               "to 64 bytes.";
    if (!is_one_word(config->provider_secret))
        return "USHER_PROVIDER_SECRET must be visible ASCII, 256 characters at most.";
    if (!*config->provider_url)
        return NULL;
    if (!is_web_address(config->provider_url) || !is_one_word(config->provider_url))
        return "USHER_PROVIDER_URL must be an address with https:// or http://, 256 characters at "
               "most.";
    if (!*config->provider_secret)
        return "USHER_PROVIDER_SECRET must be set, as USHER_PROVIDER_URL is.";
    return secrets ? NULL : "USHER_WEBHOOK_SECRETS must be set, as USHER_PROVIDER_URL is.";
}

static bool load_keys(struct config *config, bool needed, char *ret_problem, size_t problem_size)
{
    const char *tokens = read_variable("USHER_TOKEN_KEYS", NULL);
    if (tokens ? !token_keys_parse(tokens, &config->token_keys) : needed) {
        (void)snprintf(ret_problem, problem_size,
                       "USHER_TOKEN_KEYS must be kid:secret[,kid:secret], each secret %d to %d "
                       "bytes in base64url.",
                       TOKEN_SECRET_MIN, TOKEN_SECRET_MAX);
        return false;
    }
    const char *tickets = read_variable("USHER_TICKET_KEYS", NULL);
    if (tickets ? !ticket_keys_parse(tickets, &config->ticket_keys) : needed) {
        (void)snprintf(ret_problem, problem_size,
                       "USHER_TICKET_KEYS must be kid:seed[,kid:seed], each seed %d bytes in "
                       "base64url.",
                       ED25519_SEED_SIZE);
        return false;
    }
    return true;
}

/* It becomes a label of metrics. */
static bool is_name(const char *text)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t length = strspn(text, letters);
    return text[length] == '\0' && length <= POOL_NAME_MAX;
}

bool config_load(struct config *ret_config, bool needs_keys, char *ret_problem, size_t problem_size)
{
    struct config config = {0};
    load_strings(&config);
    if (!load_integers(&config, ret_problem, problem_size) ||
        !load_switches(&config, ret_problem, problem_size))
        return false;
    const char *provider_problem = load_provider(&config);
    if (provider_problem) {
        (void)snprintf(ret_problem, problem_size, "%s", provider_problem);
        return false;
    }
    if (!log_level_parse(read_variable("USHER_LOG_LEVEL", "info"), &config.log_level)) {
        (void)snprintf(ret_problem, problem_size,
                       "USHER_LOG_LEVEL must be error, warn, info or debug.");
        return false;
    }
    if (!is_name(config.pool)) {
        (void)snprintf(ret_problem, problem_size,
                       "USHER_POOL must be letters, digits, - and _, %d at most.", POOL_NAME_MAX);
        return false;
    }
    if (!load_keys(&config, needs_keys, ret_problem, problem_size))
        return false;
    *ret_config = config;
    return true;
}
