/* answer.h -- one answer while it comes: its head is kept, of its body only the length matters. */
#ifndef ANSWER_H
#define ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#define ANSWER_HEAD_MAX 16384

struct answer {
    size_t have;     /* bytes that have come */
    size_t whole;    /* how many it has in all; 0: not known yet */
    bool is_refused; /* by what its head says */
    bool is_last;    /* the server closes the connection after it */
    char head[ANSWER_HEAD_MAX];
};

/* Each looks at the head as far as it has come, and sets `whole` and the others once it can. */
void answer_read_http(struct answer *answer);
void answer_read_redis(struct answer *answer);

#endif
