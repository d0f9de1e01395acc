/* entropy.h -- random bytes, replaceable by a test. */
#ifndef USHER_BASE_ENTROPY_H
#define USHER_BASE_ENTROPY_H

#include <stddef.h>
#include <stdint.h>

/* Fills bytes or does not return: a process without randomness must not hand out tokens. */
struct entropy {
    void (*fill)(void *bytes, size_t count);
};

struct entropy entropy_system(void); /* OpenSSL's RAND_bytes */
uint64_t entropy_u64(const struct entropy *entropy);

#endif
