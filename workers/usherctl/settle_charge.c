/* settle_charge.c -- asks the payment provider about one charge, now. */
#include "usherctl/settle_charge.h"

#include <stdio.h>
#include <string.h>

#include "base/uuid.h"
#include "sale/money/card_top_ups.h"
#include "sale/money/payment_provider.h"
#include "usherctl/command.h"

static int print_settlement(const struct top_up_settlement *settlement)
{
    if (strcmp(settlement->outcome, "unknown") == 0)
        return ctl_stop(CTL_FAILED, "There is no such charge.");
    (void)printf("%s%s%s: the provider says %s\n", settlement->outcome,
                 settlement->reason ? ", " : "", settlement->reason ? settlement->reason : "",
                 settlement->provider_status);
    return CTL_OK;
}

int ctl_settle_charge(struct context *context, int count, char **words)
{
    struct uuid charge_id;
    if (count != 1 || !uuid_parse(words[0], &charge_id))
        return ctl_stop(CTL_USAGE, "charge settle takes the id of a charge.");
    struct top_up_settlement settlement = {0};
    context->provider = provider_create(context->config);
    enum err err = card_top_ups_settle(context, charge_id.text, &settlement);
    provider_destroy(context->provider);
    context->provider = NULL;
    if (err == ERR_NO_PROVIDER)
        return ctl_stop(CTL_USAGE, "USHER_PROVIDER_URL must name the payment provider.");
    if (err)
        return ctl_stop(err == ERR_BALANCE_LIMIT ? CTL_FAILED : CTL_UNREACHABLE, "%s",
                        err_sentence(err));
    return print_settlement(&settlement);
}
