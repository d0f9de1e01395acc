/* log.c -- one line an event on stderr. */
#include "base/log.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text/text.h"

/* The one variable of its kind: errors must be loggable from anywhere,
 * before any context exists. */
static enum log_level level_max = LOG_INFO;

static const char *level_name(enum log_level level)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};
    return names[level];
}

bool log_level_parse(const char *text, enum log_level *ret_level)
{
    for (enum log_level level = LOG_ERROR; level <= LOG_DEBUG; level++) {
        if (strcmp(text, level_name(level)) == 0) {
            *ret_level = level;
            return true;
        }
    }
    return false;
}

void log_set_level(enum log_level level)
{
    level_max = level;
}

void log_line(enum log_level level, const char *format, ...)
{
    if (level > level_max)
        return;
    char text[LOG_LINE_MAX];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);

    struct clock clock = {0};
    char now[RFC3339_SIZE];
    rfc3339_format(clock_now_ms(&clock), now);

    char line[LOG_LINE_MAX];
    size_t used = (size_t)snprintf(line, sizeof(line), "%s %s ", now, level_name(level));
    used = text_append_visible(line, used, sizeof(line) - 1, text);
    line[used++] = '\n';
    ssize_t written = write(STDERR_FILENO, line, used);
    (void)written; /* who cannot log has nobody to tell */
}
