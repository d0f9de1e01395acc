/* audit_ledger.c -- recomputes the ledger from its entries and says what does not agree. */
#include "usherctl/audit_ledger.h"

#include <stdio.h>

#include "store/pg.h"
#include "usherctl/command.h"

/* The ledger of years is read at once, in one snapshot. */
#define AUDIT_TIMEOUT_MS 3600000

static int print_audit(const PGresult *rows, struct arena *arena)
{
    enum { RULE, CHECKED, DIFFERENCES, EXAMPLE };
    int wrong = 0;
    (void)printf("%-5s %10s %11s  %s\n", "", "CHECKED", "DIFFERENCES", "WHAT");
    for (int row = 0; row < pg_rows(rows); row++) {
        int64_t differences = pg_get_int(rows, row, DIFFERENCES);
        (void)printf("%-5s %10lld %11lld  %s\n", differences ? "WRONG" : "ok",
                     (long long)pg_get_int(rows, row, CHECKED), (long long)differences,
                     pg_get_text(rows, row, RULE, arena));
        if (differences && !pg_is_null(rows, row, EXAMPLE))
            ctl_line("       for one: %s", pg_get_text(rows, row, EXAMPLE, arena));
        wrong += differences > 0;
    }
    (void)printf("%d of %d rules are broken\n", wrong, pg_rows(rows));
    return wrong ? CTL_FAILED : CTL_OK;
}

int ctl_audit_ledger(struct context *context, int count, char **words)
{
    if (count > 0)
        return ctl_stop(CTL_USAGE, "ledger audit takes no arguments, and '%s' is one.", words[0]);
    struct pg *pg = pg_create(context->config->owner_database_url, AUDIT_TIMEOUT_MS);
    struct pg_call call = pg_call("SELECT rule, checked, differences, example FROM usher.audit"
                                  " ORDER BY rule_no",
                                  context->arena);
    PG_RESULT rows = NULL;
    enum err err = pg_read(pg, &call, &rows);
    int code = err ? ctl_stop(CTL_UNREACHABLE, "The ledger was not read: %s", err_sentence(err))
                   : print_audit(rows, context->arena);
    pg_destroy(pg);
    return code;
}
