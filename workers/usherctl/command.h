/* command.h -- how a command of usherctl ends, and says why. */
#ifndef USHER_USHERCTL_COMMAND_H
#define USHER_USHERCTL_COMMAND_H

/* How a command ends, as the shell sees it. */
enum { CTL_OK = 0, CTL_FAILED = 1, CTL_USAGE = 2, CTL_UNREACHABLE = 2 };

/*
 * A command, ctl_name() in name.c, gets the words after its name. Its connections are the schema
 * owner's; they are opened when first needed. It prints what it did on stdout and why it could not
 * on stderr.
 */

/* Prints a sentence on stderr and gives the code back: `return ctl_stop(CTL_FAILED, "…")`. */
int ctl_stop(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints a line on stdout. What is from outside cannot steer the terminal: text_append_visible. */
void ctl_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
