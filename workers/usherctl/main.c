/* main.c -- what an operator does by hand: migrations, accounts, concerts,
 * a look at the sale. */
#include "base/context.h"
#include "store/pg.h"
#include "store/redis.h"
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/version.h"
#include "usherctl/audit_ledger.h"
#include "usherctl/check_concert.h"
#include "usherctl/command.h"
#include "usherctl/create_user.h"
#include "usherctl/draw/verify_draw.h"
#include "usherctl/import_concert.h"
#include "usherctl/migrate.h"
#include "usherctl/settle_charge.h"
#include "usherctl/status.h"

#define PATIENCE_MS 30000
#define ARENA_BYTES_MAX ((size_t)256 * 1024 * 1024)

struct command {
    const char *name;
    const char *verb; /* the second word, or NULL */
    const char *arguments;
    const char *what;
    int (*run)(struct context *context, int count, char **words);
};

static const struct command commands[] = {
    {"migrate", NULL, "",
     "applies the migrations that the database has not had yet, and the functions that have "
     "changed",
     ctl_migrate},
    {"admin", "create", " EMAIL [--role buyer|staff|admin]",
     "makes an account (an admin's); the password is one line of standard input", ctl_create_user},
    {"concert", "import", " FILE.json",
     "makes a concert from the body of POST /admin/concerts; prints its id", ctl_import_concert},
    {"draw", "verify", " CONCERT | FILE.json...",
     "recomputes a lottery's draw, from Postgres or from saved answers of the API (the draw, the"
     " pages\n      of its entrants, proofs), and fails when anything is not as it should be",
     ctl_verify_draw},
    {"check", NULL, " CONCERT",
     "compares what Redis has of a concert with Postgres, seat by seat; what differs is looked at"
     "\n      again for some seconds, and fails when it stays",
     ctl_check_concert},
    {"ledger", "audit", "",
     "recomputes every balance, payment and revenue from the entries, and fails on any difference",
     ctl_audit_ledger},
    {"charge", "settle", " CHARGE",
     "asks the payment provider what became of a charge, and records it", ctl_settle_charge},
    {"status", NULL, " [--watch]", "each concert's queue and seats, now or again each second",
     ctl_status},
};
#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static void print_variable(const char *name, const char *fallback, const char *what)
{
    (void)printf("  %-28s %s (%s)\n", name, what, *fallback ? fallback : "none");
}

static void print_help(void)
{
    (void)printf("usherctl -- runs a sale by hand\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command *command = &commands[i];
        (void)printf("  usherctl %s%s%s%s\n      %s\n", command->name, command->verb ? " " : "",
                     command->verb ? command->verb : "", command->arguments, command->what);
    }
    (void)printf("  usherctl help\n      prints this\n  usherctl --version\n"
                 "      prints its release\n\nEnvironment, with what holds if unset:\n");
#define PRINT_INTEGER(member, variable, fallback, min, max, what) \
    print_variable(variable, #fallback, what);
#define PRINT_STRING(member, variable, fallback, what) print_variable(variable, fallback, what);
#define PRINT_OTHER(variable, fallback, what) print_variable(variable, fallback, what);
    CONFIG_STRINGS(PRINT_STRING)
    CONFIG_SWITCHES(PRINT_STRING)
    CONFIG_INTEGERS(PRINT_INTEGER)
    CONFIG_OTHERS(PRINT_OTHER)
}

/* NULL when the words name no command; *ret_used words are its name. */
static const struct command *find_command(int count, char **words, int *ret_used)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command *command = &commands[i];
        int length = command->verb ? 2 : 1;
        if (count < length || strcmp(words[0], command->name) != 0 ||
            (command->verb && strcmp(words[1], command->verb) != 0))
            continue;
        *ret_used = length;
        return command;
    }
    return NULL;
}

/* Whoever types a command would rather wait than type it again. */
static int64_t patient(int64_t timeout_ms)
{
    return timeout_ms > PATIENCE_MS ? timeout_ms : PATIENCE_MS;
}

static int run_command(const struct command *command, int count, char **words)
{
    struct config config;
    char problem[256];
    if (!config_load(&config, false, problem, sizeof(problem)))
        return ctl_stop(CTL_USAGE, "%s", problem);
    /* What a program that runs for long has to tell is no news to whoever typed a command. */
    log_set_level(config.log_level == LOG_INFO ? LOG_WARN : config.log_level);
    struct context context = {
        .config = &config,
        .entropy = entropy_system(),
        .arena = arena_create(ARENA_BYTES_MAX),
        .redis = redis_create(config.redis_url, patient(config.redis_timeout_ms)),
        .pg = pg_create(config.owner_database_url, patient(config.database_timeout_ms)),
    };
    int code = context.redis ? command->run(&context, count, words)
                             : ctl_stop(CTL_USAGE, "USHER_REDIS_URL must be unix:/path or "
                                                   "redis://host:port.");
    pg_destroy(context.pg);
    redis_destroy(context.redis);
    arena_destroy(context.arena);
    return code;
}

int main(int argc, char **argv)
{
    int count = argc - 1;
    char **words = argv + 1;
    if (version_was_asked(argc, argv, "usherctl"))
        return CTL_OK;
    if (count > 0 && (strcmp(words[0], "help") == 0 || strcmp(words[0], "--help") == 0)) {
        print_help();
        return CTL_OK;
    }
    if (count == 0)
        return ctl_stop(CTL_USAGE, "A command is missing; 'usherctl help' lists them.");
    int used = 0;
    const struct command *command = find_command(count, words, &used);
    if (!command)
        return ctl_stop(CTL_USAGE, "There is no command '%s'; 'usherctl help' lists them.",
                        words[0]);
    return run_command(command, count - used, words + used);
}
