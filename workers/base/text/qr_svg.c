/* qr_svg.c -- drawing a QR code by libqrencode. */
#include "base/text/qr_svg.h"

#include <assert.h>
#include <qrencode.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define QUIET 4
/* "M4 180.5" or "m170 0h170": no code is wider than 177 modules. */
#define STEP_BYTES_MAX 10

static bool is_dark(const QRcode *code, int x, int y)
{
    return x < code->width && (code->data[y * code->width + x] & 1);
}

/* One row as strokes of a unit's width: a step to each run of dark modules, and along it. */
static char *draw_row(const QRcode *code, int y, char *end, const char *limit)
{
    end += snprintf(end, (size_t)(limit - end), "M%d %d.5", QUIET, y + QUIET);
    int pen = 0;
    for (int x = 0; x < code->width; x++) {
        int run = 0;
        while (is_dark(code, x + run, y))
            run++;
        if (run == 0)
            continue;
        end += snprintf(end, (size_t)(limit - end), "m%d 0h%d", x - pen, run);
        x = pen = x + run;
    }
    return end;
}

static const char *draw(const QRcode *code, struct arena *arena)
{
    size_t width = (size_t)code->width;
    /* A row has its beginning, and at worst every other module dark. */
    size_t size = width * (width / 2 + 2) * STEP_BYTES_MAX;
    char *path = arena_alloc(arena, size);
    char *end = path;
    for (int y = 0; y < code->width; y++)
        end = draw_row(code, y, end, path + size);
    return path;
}

const char *qr_svg(const char *text, struct arena *arena)
{
    assert(strlen(text) <= QR_TEXT_MAX);
    /* Capitals and digits take less room than bytes do, and libqrencode sees to it. */
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    assert(code);
    int side = code->width + 2 * QUIET;
    const char *svg = arena_printf(
        arena,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
        " shape-rendering=\"crispEdges\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>"
        "<path stroke=\"#000\" d=\"%s\"/></svg>\n",
        side, side, side, side, draw(code, arena));
    QRcode_free(code);
    return svg;
}
