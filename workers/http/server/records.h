/* records.h -- an answer as records of FastCGI. */
#ifndef USHER_HTTP_SERVER_RECORDS_H
#define USHER_HTTP_SERVER_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "http/response.h"

/* Writes parts of an answer to a request's stdout, without copying them; what ends the answer is
 * left to libfcgi. False: the connection is of no use any more. */
bool records_write(int connection, uint16_t request_id, const struct response_part *parts,
                   size_t count);

#endif
