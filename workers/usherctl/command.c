/* command.c -- how a command of usherctl ends, and says why. */
#include "usherctl/command.h"

#include <stdarg.h>
#include <stdio.h>

int ctl_stop(int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)fputs("usherctl: ", stderr);
    (void)vfprintf(stderr, format, args);
    (void)fputc('\n', stderr);
    va_end(args);
    return code;
}
