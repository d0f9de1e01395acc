/* qr_svg.h -- a text as a picture that a camera reads: a QR code (ISO/IEC 18004) in SVG. */
#ifndef USHER_BASE_TEXT_QR_SVG_H
#define USHER_BASE_TEXT_QR_SVG_H

#include "base/arena.h"

/*
 * Dark on white with its quiet zone around it, a unit a module, the dark ones in one path; from the
 * arena. The text has up to QR_TEXT_MAX bytes, which correction level M holds easily.
 */
#define QR_TEXT_MAX 1000
const char *qr_svg(const char *text, struct arena *arena);

#endif
