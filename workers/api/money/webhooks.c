/* webhooks.c -- /webhooks: what the payment provider tells us. */
#include <string.h>
#include <strings.h>

#include "api/handlers.h"
#include "base/context.h"
#include "base/crypto/webhook_signature.h"
#include "base/json/json_build.h"
#include "base/json/json_read.h"
#include "sale/money/card_top_ups.h"

static bool is_genuine(const struct request *request)
{
    const struct context *context = request->context;
    struct webhook_message message = {
        .id = request_header(request, "Webhook-Id"),
        .timestamp = request_header(request, "Webhook-Timestamp"),
        .signature = request_header(request, "Webhook-Signature"),
        .body = request->body_text,
        .body_length = request->body_length,
    };
    return webhook_is_genuine(&context->config->webhook_secrets, &message,
                              clock_now_ms(&context->clock), context->arena);
}

/*
 * {"type": "Transaction.Paid", "data": {"paymentId": "…"}}. False for what is none of our business.
 * The type is no proof of anything: it only says that something has become of a payment.
 */
static bool read_present_form(struct json_reader *reader, struct top_up_event *ret_event)
{
    static const char transaction[] = "Transaction.";
    const char *type = json_string(reader, "type", 1, 100);
    struct json_reader data = json_member_object(reader, "data");
    ret_event->reference = json_string(&data, "paymentId", 1, 200);
    json_adopt(reader, &data);
    ret_event->says_paid = strcmp(type, "Transaction.Paid") == 0;
    return !reader->err && strncmp(type, transaction, strlen(transaction)) == 0;
}

/* {"payment_id": "…", "tx_id": "…", "status": "Paid"}, as shops of an older setting are told. */
static bool read_older_form(struct json_reader *reader, struct top_up_event *ret_event)
{
    ret_event->reference = json_string(reader, "payment_id", 1, 200);
    ret_event->says_paid = strcasecmp(json_string(reader, "status", 1, 100), "Paid") == 0;
    return !reader->err;
}

static bool read_event(const struct request *request, struct top_up_event *ret_event)
{
    struct json_reader reader = json_reader(request->body, request->context->arena);
    *ret_event = (struct top_up_event){.webhook_id = request_header(request, "Webhook-Id")};
    return json_has(&reader, "payment_id") ? read_older_form(&reader, ret_event)
                                           : read_present_form(&reader, ret_event);
}

/* Nothing is asked here: what was kept is acted upon by a scheduler, however many come at once. */
enum err post_webhooks_payments(struct request *request, struct response *response)
{
    if (!is_genuine(request))
        return ERR_INVALID_SIGNATURE;
    struct top_up_event event;
    enum err err =
        read_event(request, &event) ? card_top_ups_keep_event(request->context, &event) : OK;
    if (err)
        return err;
    response_json(response, 200, json_object());
    return OK;
}
