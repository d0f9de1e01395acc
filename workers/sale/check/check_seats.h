/* check_seats.h -- whether the map, the holds and the deadlines of a show agree with its sales. */
#ifndef USHER_SALE_CHECK_CHECK_SEATS_H
#define USHER_SALE_CHECK_CHECK_SEATS_H

#include "base/err.h"
#include "sale/check/check_report.h"

MUST_CHECK enum err check_seats(struct check_look *look, struct check_show *show);

#endif
