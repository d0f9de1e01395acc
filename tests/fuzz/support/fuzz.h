/* fuzz.h -- what the fuzz targets share: a context without stores, and inputs taken apart. */
#ifndef USHER_FUZZ_SUPPORT_FUZZ_H
#define USHER_FUZZ_SUPPORT_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "base/context.h"

#define FUZZ_NOW_MS INT64_C(1798106400000)

/* libFuzzer calls it with each input. A target defines it, asserts what must hold,
 * and answers 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

/* As a worker's, with keys and a clock that stands still.
 * Its arena is empty again at every call. */
struct context *fuzz_context(void);

/* What is left of an input. */
struct fuzz_input {
    const uint8_t *bytes;
    size_t count;
};

/* The next line without its end, or all that is left, cut at a zero byte; from the arena. */
char *fuzz_line(struct fuzz_input *input, struct arena *arena);

/* All that is left, as a text: cut at a zero byte; from the arena. */
char *fuzz_text(const struct fuzz_input *input, struct arena *arena);

/* A line and the rest, in base64url and a dot between: the part of a JSON Web Signature that is
 * signed. */
const char *fuzz_signing_input(const struct fuzz_input *input, struct arena *arena);

#endif
