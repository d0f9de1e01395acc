/* entropy.c -- random bytes from OpenSSL. */
#include "base/entropy.h"

#include <limits.h>
#include <openssl/rand.h>
#include <stdlib.h>

#include "base/log.h"

static void fill_from_openssl(void *bytes, size_t count)
{
    if (count > INT_MAX || RAND_bytes(bytes, (int)count) != 1) {
        log_error("no randomness count=%zu", count);
        abort();
    }
}

struct entropy entropy_system(void)
{
    return (struct entropy){.fill = fill_from_openssl};
}

uint64_t entropy_u64(const struct entropy *entropy)
{
    uint64_t number;
    entropy->fill(&number, sizeof(number));
    return number;
}
