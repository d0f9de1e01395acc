/* show_view.h -- a show and what is free, held and sold of it now, for whoever is admitted. */
#ifndef USHER_API_SEATS_SHOW_VIEW_H
#define USHER_API_SEATS_SHOW_VIEW_H

#include <cjson/cJSON.h>
#include <stdint.h>

#include "base/err.h"
#include "http/request.h"
#include "http/response.h"
#include "sale/concert/shows.h"

/* A show and the letter of each of its seats, as they were at `version` (µs, Redis's clock). */
struct show_view {
    const struct show *show;
    const char *letters; /* seats_total of them */
    int64_t version;
};

/* The show of the request's address. An error has what its problem is to say in the response. */
MUST_CHECK enum err show_view_read(const struct request *request, struct response *response,
                                   struct show_view *ret_view);

/* The member "show" of an answer. */
cJSON *encode_show(const struct show_view *view);

/* "price", null of what is not for sale. */
void add_section_price(cJSON *object, const struct section *section);

#endif
