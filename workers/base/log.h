/* log.h -- one line an event on stderr: time, level, and key=value pairs that say whose it is. */
#ifndef USHER_BASE_LOG_H
#define USHER_BASE_LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

bool log_level_parse(const char *text, enum log_level *ret_level); /* "error" … "debug" */
void log_set_level(enum log_level level);                          /* once, at start */

#define LOG_LINE_MAX 2048

/*
 * log_info("hold refused code=%s show=%s", …). Control characters are escaped; one write(2) a line
 * of at most LOG_LINE_MAX bytes, the rest is cut.
 */
#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_DEBUG, __VA_ARGS__)

void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
