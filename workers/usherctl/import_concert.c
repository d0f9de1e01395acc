/* import_concert.c -- makes a concert from a file. */
#include "usherctl/import_concert.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "api/concert/decode_concert.h"
#include "base/json/json_parse.h"
#include "base/json/json_read.h"
#include "sale/concert/concerts_create.h"
#include "sale/upkeep/prepare.h"
#include "usherctl/command.h"
#include "usherctl/read_file.h"

/* As much as the API takes. */
#define FILE_BYTES_MAX ((size_t)16 << 20)

static int create(struct context *context, const struct new_concert *concert)
{
    struct uuid concert_id;
    const struct uuid *show_ids;
    enum err err = concerts_create(context, concert, &concert_id, &show_ids);
    if (err)
        return ctl_stop(CTL_FAILED, "The concert was not made: %s", err_sentence(err));
    prepare_concert(context, &concert_id);
    (void)printf("%s\n", concert_id.text);
    return CTL_OK;
}

int ctl_import_concert(struct context *context, int count, char **words)
{
    if (count != 1)
        return ctl_stop(CTL_USAGE, "concert import takes the name of one file.");
    size_t length = 0;
    const char *text = read_file(words[0], FILE_BYTES_MAX, context->arena, &length);
    if (!text)
        return ctl_stop(CTL_FAILED, "%s cannot be read: %s.", words[0], strerror(errno));
    const cJSON *object = NULL;
    if (json_parse_object(text, length, context->arena, &object))
        return ctl_stop(CTL_FAILED, "%s is not one well-formed JSON object.", words[0]);
    struct json_reader reader = json_reader(object, context->arena);
    struct new_concert concert;
    struct decode_setting setting = {
        .home_zone = context->config->time_zone,
        .now_ms = clock_now_ms(&context->clock),
    };
    decode_new_concert(&reader, &setting, &concert);
    if (reader.err)
        return ctl_stop(CTL_FAILED, "%s: %s", words[0], reader.detail);
    return create(context, &concert);
}
