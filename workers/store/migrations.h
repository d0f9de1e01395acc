/* migrations.h -- the SQL migrations and functions, embedded at build time from sql/. */
#ifndef USHER_STORE_MIGRATIONS_H
#define USHER_STORE_MIGRATIONS_H

#include <stddef.h>

struct migration {
    int version;        /* 1 for 0001_what.sql */
    const char *name;   /* "0001_what" */
    const char *sha256; /* of the text, in lower-case hex */
    const char *text;   /* zero-terminated */
    size_t length;
};

/* All of them, by rising version. */
const struct migration *migrations(size_t *ret_count);

/* What a file in sql/functions/ defines; sql/README.md says how they change. */
struct sql_function {
    const char *name;   /* "pay": of the function, which no other file defines */
    const char *path;   /* "functions/money/pay.sql" */
    const char *sha256; /* of the text, in lower-case hex */
    const char *text;   /* zero-terminated */
};

/* All of them, in no order that counts. */
const struct sql_function *sql_functions(size_t *ret_count);

#endif
