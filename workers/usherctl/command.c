/* command.c -- how a command of usherctl ends, and says why. */
#include "usherctl/command.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/text/text.h"

#define LINE_MAX_BYTES 4096

__attribute__((format(printf, 2, 0))) static void print_visible(FILE *out, const char *format,
                                                                va_list args)
{
    char text[LINE_MAX_BYTES], line[LINE_MAX_BYTES];
    (void)vsnprintf(text, sizeof(text), format, args);
    size_t used = text_append_visible(line, 0, sizeof(line) - 1, text);
    line[used++] = '\n';
    (void)fwrite(line, 1, used, out);
}

void ctl_line(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print_visible(stdout, format, args);
    va_end(args);
}

int ctl_stop(int code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)fputs("usherctl: ", stderr);
    print_visible(stderr, format, args);
    va_end(args);
    return code;
}
