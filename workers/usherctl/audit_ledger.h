/* audit_ledger.h -- recomputes what the ledger says. */
#ifndef USHER_USHERCTL_AUDIT_LEDGER_H
#define USHER_USHERCTL_AUDIT_LEDGER_H

#include "base/context.h"

int ctl_audit_ledger(struct context *context, int count, char **words);

#endif
