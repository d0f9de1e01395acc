/* err.c -- the table of errors, as lookups. */
#include "base/err.h"

#include <string.h>

struct err_row {
    int status;
    const char *code;
    const char *sentence;
};

static const struct err_row *err_row(enum err err)
{
    static const struct err_row rows[ERR_COUNT] = {[OK] = {200, "ok", "All is well."},
#define ERR_ROW(name, status, code, sentence) [name] = {status, code, sentence},
                                                   ERR_TABLE(ERR_ROW)
#undef ERR_ROW
    };
    return &rows[err < ERR_COUNT ? err : ERR_INTERNAL];
}

int err_status(enum err err)
{
    return err_row(err)->status;
}

const char *err_code(enum err err)
{
    return err_row(err)->code;
}

const char *err_sentence(enum err err)
{
    return err_row(err)->sentence;
}

enum err err_of_outcome(const struct outcome *outcomes, const char *word)
{
    for (; outcomes->word; outcomes++) {
        if (strcmp(word, outcomes->word) == 0)
            return outcomes->err;
    }
    return ERR_INTERNAL;
}
