/* commands.h -- the commands of usherctl: one function and one file each. */
#ifndef USHER_USHERCTL_COMMANDS_H
#define USHER_USHERCTL_COMMANDS_H

#include "sale/context.h"

/* How a command ends, as the shell sees it. */
enum { CTL_OK = 0, CTL_FAILED = 1, CTL_USAGE = 2, CTL_UNREACHABLE = 2 };

/*
 * A command gets the words after its name. Its connections are the schema owner's; they are opened
 * when first needed. It prints what it did on stdout and why it could not on stderr.
 */
int ctl_migrate(struct context *context, int count, char **words);
int ctl_create_user(struct context *context, int count, char **words);
int ctl_import_concert(struct context *context, int count, char **words);
int ctl_verify_draw(struct context *context, int count, char **words);
int ctl_check_concert(struct context *context, int count, char **words);
int ctl_audit_ledger(struct context *context, int count, char **words);
int ctl_status(struct context *context, int count, char **words);

/* A file of at most bytes_max bytes, from the arena; NULL, with errno, when it cannot be read. */
const char *ctl_read_file(const char *path, size_t bytes_max, struct arena *arena,
                          size_t *ret_length);

/* Prints a sentence on stderr and gives the code back: `return ctl_stop(CTL_FAILED, "…")`. */
int ctl_stop(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
