/* opening.c -- a concert that is on sale. */
#include "lua/support/opening.h"

#include "lua/support/calls.h"
#include "lua/support/calls_restore.h"

static void set(int64_t *member, int64_t value)
{
    if (value)
        *member = value;
}

void open_concert_of(const struct setting *setting)
{
    new_concert();
    struct setting *made = policy();
    if (setting->state)
        made->state = setting->state;
    made->opens_at_s = setting->opens_at_s;
    set(&made->rate, setting->rate);
    set(&made->max_active, setting->max_active);
    set(&made->admission, setting->admission);
    set(&made->claim, setting->claim);
    set(&made->grace, setting->grace);
    set(&made->hold, setting->hold);
    set(&made->seats, setting->seats);
    EXPECT(tick(), "NOT_READY");
    EXPECT(begin_restore("first"), "OK");
    EXPECT(finish_restore("first"), "OK");
    EXPECT(tick(), "OK ...");
}

void open_concert(void)
{
    open_concert_of(&(struct setting){0});
}
