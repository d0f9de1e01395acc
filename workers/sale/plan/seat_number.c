/* seat_number.c -- what is printed on a seat. */
#include "sale/plan/seat_number.h"

#include <string.h>

struct draft {
    char *text;
    size_t size;
    size_t used; /* may be more than there is room for */
};

static void add(struct draft *draft, const char *text, size_t length)
{
    if (draft->used + 1 < draft->size) {
        size_t room = draft->size - 1 - draft->used;
        size_t fits = length < room ? length : room;
        memcpy(draft->text + draft->used, text, fits);
        draft->text[draft->used + fits] = '\0';
    }
    draft->used += length;
}

size_t seat_number_write(const struct seat_number *name, char *ret_text, size_t size)
{
    struct draft draft = {.text = ret_text, .size = size};
    if (size > 0)
        *ret_text = '\0';
    add(&draft, name->prefix, strlen(name->prefix));
    const char *label = name->label ? name->label : "%s";
    for (const char *hole; (hole = strstr(label, "%s")) != NULL; label = hole + 2) {
        add(&draft, label, (size_t)(hole - label));
        add(&draft, name->number, name->number_length);
    }
    add(&draft, label, strlen(label));
    return draft.used;
}

const char *seat_number_text(const struct seat_number *name, struct arena *arena)
{
    size_t size = seat_number_write(name, NULL, 0) + 1;
    char *text = arena_alloc(arena, size);
    (void)seat_number_write(name, text, size);
    return text;
}
