/* test_arena.h -- the memory of the running test. */
#ifndef USHER_SQL_SUPPORT_TEST_ARENA_H
#define USHER_SQL_SUPPORT_TEST_ARENA_H

#include "base/arena.h"

/* Memory of the running test; nothing of it is freed by hand. */
struct arena *test_arena(void);

void test_arena_open(void);
void test_arena_close(void);

#endif
