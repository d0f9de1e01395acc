/* answer.c -- how long an answer is, and whether it is a refusal. */
#define _GNU_SOURCE
#include "answer.h"
#include "base.h"
#include <stdlib.h>
#include <string.h>

/* A head is looked at when it is whole; until then nothing is known. */
void answer_read_http(struct answer *answer)
{
    char *head = answer->head;
    head[answer->have] = '\0';
    const char *end = strstr(head, "\r\n\r\n");
    if (!end)
        return;
    long status = strtol(head + strlen("HTTP/1.1 "), NULL, 10);
    const char *length = strcasestr(head, "\r\nContent-Length:");
    const char *close_after = strcasestr(head, "\r\nConnection: close");
    if ((!length || length > end) && status != 204)
        die("An answer has no Content-Length: %.*s", (int)(end - head), head);
    answer->is_refused = status < 200 || status > 299;
    answer->is_last = close_after && close_after < end;
    answer->whole = (size_t)(end + 4 - head);
    if (length && length < end)
        answer->whole += strtoul(length + strlen("\r\nContent-Length:"), NULL, 10);
}

/* The end of one of Redis's values, or NULL while it is not there yet. */
static const char *end_of_value(const char *at, const char *end)
{
    const char *line_end = memchr(at, '\n', (size_t)(end - at));
    if (!line_end)
        return NULL;
    long count = strtol(at + 1, NULL, 10);
    const char *next = line_end + 1;
    if (*at == '$' && count >= 0)
        return end - next >= count + 2 ? next + count + 2 : NULL;
    for (long i = 0; *at == '*' && i < count && next; i++)
        next = next < end ? end_of_value(next, end) : NULL;
    return next;
}

void answer_read_redis(struct answer *answer)
{
    const char *head = answer->head;
    const char *end = end_of_value(head, head + answer->have);
    if (!end)
        return;
    const char *first = memchr(head, '\n', answer->have);
    answer->is_refused = *head == '-' || (*head == '*' && strncmp(first + 1, "$2\r\nOK", 6) != 0);
    answer->is_last = false;
    answer->whole = (size_t)(end - head);
}
