/* config.c -- reading the environment. */
#include "base/config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"

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
                           "%s must be a whole number from %" PRId64 " to %" PRId64 ".",
                           rows[i].variable, rows[i].min, rows[i].max);
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

static bool load_token_keys(struct config *config, bool needed)
{
    const char *text = read_variable("USHER_TOKEN_KEYS", NULL);
    return text ? token_keys_parse(text, &config->token_keys) : !needed;
}

bool config_load(struct config *ret_config, bool needs_token_keys, char *ret_problem,
                 size_t problem_size)
{
    struct config config = {0};
    load_strings(&config);
    if (!load_integers(&config, ret_problem, problem_size))
        return false;
    if (!log_level_parse(read_variable("USHER_LOG_LEVEL", "info"), &config.log_level)) {
        (void)snprintf(ret_problem, problem_size,
                       "USHER_LOG_LEVEL must be error, warn, info or debug.");
        return false;
    }
    if (!load_token_keys(&config, needs_token_keys)) {
        (void)snprintf(ret_problem, problem_size,
                       "USHER_TOKEN_KEYS must be kid:secret[,kid:secret], each secret %d to %d "
                       "bytes in base64url.",
                       TOKEN_SECRET_MIN, TOKEN_SECRET_MAX);
        return false;
    }
    *ret_config = config;
    return true;
}
