/* config.h -- the configuration: environment variables, each with a default, checked at start. */
#ifndef USHER_BASE_CONFIG_H
#define USHER_BASE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/crypto/ticket_code.h"
#include "base/crypto/token_keys.h"
#include "base/crypto/webhook_signature.h"
#include "base/log.h"

/* X(member, variable, default, min, max, what it is) */
#define CONFIG_INTEGERS(X)                                                                       \
    X(processes, "USHER_PROCESSES", 4, 1, 256, "worker processes behind one socket")             \
    X(connections, "USHER_CONNECTIONS", 1, 1, 4096, "connections of nginx that a process holds") \
    X(waiting, "USHER_WAITING", 4096, 1, 65535, "requests that may wait for one of them")        \
    X(stop_seconds, "USHER_STOP_SECONDS", 10, 1, 300, "time to finish requests before a kill")   \
    X(access_token_seconds, "USHER_ACCESS_TOKEN_SECONDS", 3600, 1, 86400,                        \
      "life of an access token")                                                                 \
    X(refresh_token_seconds, "USHER_REFRESH_TOKEN_SECONDS", 1209600, 1, 31536000,                \
      "life of a refresh token")                                                                 \
    X(queue_token_seconds, "USHER_QUEUE_TOKEN_SECONDS", 86400, 60, 2592000,                      \
      "life of a queue token")                                                                   \
    X(redis_timeout_ms, "USHER_REDIS_TIMEOUT_MS", 700, 10, 60000, "longest wait for Redis")      \
    X(database_timeout_ms, "USHER_DATABASE_TIMEOUT_MS", 1000, 10, 60000,                         \
      "longest wait for Postgres")                                                               \
    X(tick_ms, "USHER_TICK_MS", 1000, 50, 10000, "time between two ticks of the scheduler")      \
    X(scrypt_log_n, "USHER_SCRYPT_LOG_N", 14, 4, 20, "cost of a password hash, as log2 of N")

/* X(member, variable, default, what it is) */
#define CONFIG_STRINGS(X)                                                                        \
    X(listen, "USHER_LISTEN", "/run/usher/usher.sock", "unix socket or host:port of the worker") \
    X(pool, "USHER_POOL", "default", "the name of the worker's pool, for its metrics")           \
    X(metrics_listen, "USHER_METRICS_LISTEN", "127.0.0.1:0",                                     \
      "host:port of metrics and health, port 0: any that is free; off: none")                    \
    X(redis_url, "USHER_REDIS_URL", "redis://127.0.0.1:6379", "unix:/path or redis://host:port") \
    X(database_url, "USHER_DATABASE_URL", "postgresql:///usher", "a libpq connection string")    \
    X(owner_database_url, "USHER_OWNER_DATABASE_URL", "postgresql:///usher",                     \
      "the same for the owner of the schema (usherctl)")                                         \
    X(board_dir, "USHER_BOARD_DIR", "", "folder of the boards that nginx serves (scheduler)")    \
    X(time_zone, "USHER_TIME_ZONE", "UTC",                                                       \
      "where the house is: the zone of concerts that name none, such as Asia/Seoul")             \
    X(publish_url, "USHER_PUBLISH_URL", "",                                                      \
      "where nginx takes events: unix:/path or http://host:port; none without (scheduler)")      \
    X(provider_url, "USHER_PROVIDER_URL", "",                                                    \
      "the payment provider's API; without it no points are topped up by card")                  \
    X(provider_secret, "USHER_PROVIDER_SECRET", "", "the secret of that API")

/* X(member, variable, default, what it is): on or off */
#define CONFIG_SWITCHES(X)                                                                 \
    X(direct_charge, "USHER_DIRECT_CHARGE", "on", "points are charged without a card too") \
    X(test_payments, "USHER_TEST_PAYMENTS", "off", "payments by test cards give points")   \
    X(warm_payments, "USHER_WARM_PAYMENTS", "off",                                         \
      "connections to Postgres are made ready for payments when they are opened")          \
    X(jws_tickets, "USHER_JWS_TICKETS", "off", "tickets have the longer codes of 0.2.0")

/* X(variable, default, what it is): each is read in a way of its own */
#define CONFIG_OTHERS(X)                                                                       \
    X("USHER_TOKEN_KEYS", "", "kid:base64url-secret[,kid:secret]; the first one signs tokens") \
    X("USHER_TICKET_KEYS", "", "kid:base64url-seed[,kid:seed]; the first one signs tickets")   \
    X("USHER_WEBHOOK_SECRETS", "", "whsec_base64[,whsec_base64]; none: no webhook is genuine") \
    X("USHER_LOG_LEVEL", "info", "error, warn, info or debug")

struct config {
#define CONFIG_MEMBER(member, variable, fallback, min, max, what) int64_t member;
    CONFIG_INTEGERS(CONFIG_MEMBER)
#undef CONFIG_MEMBER
#define CONFIG_MEMBER(member, variable, fallback, what) const char *member;
    CONFIG_STRINGS(CONFIG_MEMBER)
#undef CONFIG_MEMBER
#define CONFIG_MEMBER(member, variable, fallback, what) bool member;
    CONFIG_SWITCHES(CONFIG_MEMBER)
#undef CONFIG_MEMBER
    struct token_keys token_keys;
    struct ticket_keys ticket_keys;
    struct webhook_secrets webhook_secrets;
    enum log_level log_level;
};

/*
 * Reads the environment; strings point into it; an empty variable counts as left out. On false
 * ret_config is untouched and ret_problem holds a sentence that names the variable and never its
 * value. The keys may be left out only when needs_keys is false (scheduler, usherctl).
 */
bool config_load(struct config *ret_config, bool needs_keys, char *ret_problem,
                 size_t problem_size);

#endif
