/* requests.c -- the file of requests, as they are sent. */
#include "requests.h"
#include "base.h"
#include <stdio.h>
#include <stdlib.h>

/* The requests stay in the file's bytes. */
struct requests requests_read(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        die("%s cannot be read.", path);
    size_t size = (size_t)ftell(file);
    char *text = allocate(NULL, size + 1, 1);
    if (fseek(file, 0, SEEK_SET) != 0 || fread(text, 1, size, file) != size)
        die("%s cannot be read.", path);
    (void)fclose(file);
    text[size] = '\0';
    struct requests requests = {0};
    size_t room = 0;
    for (char *at = text, *end = text + size; at < end;) {
        char *line_end;
        size_t length = strtoul(at, &line_end, 10);
        if (*line_end != '\n' || length > (size_t)(end - line_end - 1))
            die("%s is no file of requests.", path);
        if (requests.count == room) {
            room = room ? 2 * room : 1024;
            requests.list = allocate(requests.list, room, sizeof *requests.list);
        }
        requests.list[requests.count++] = (struct piece){line_end + 1, length};
        at = line_end + 1 + length;
    }
    if (requests.count == 0)
        die("%s has no request.", path);
    return requests;
}
