/* turn.h -- a turn that processes of one parent take one after the other. */
#ifndef USHER_HTTP_SERVER_TURN_H
#define USHER_HTTP_SERVER_TURN_H

#include <stdbool.h>
#include <stdint.h>

/* Before the fork; aborts when there is no memory. */
int turn_create(void);

/* In a child: until nobody else has the turn, or it has waited so long. Says whether it has it. A
 * process that ends gives it back. */
bool turn_wait(int turn, int64_t longest_ms);
void turn_end(int turn);

#endif
