/* board_publisher.c -- after each tick: the boards, and who is listening to them. */
#include "usher-scheduler/board_publisher.h"

#include <stdlib.h>
#include <string.h>

#include "api/concert/encode_board.h"
#include "base/context.h"
#include "base/json/json_build.h"
#include "base/log.h"
#include "base/text/text.h"
#include "sale/concert/shows.h"
#include "sale/redis/seat_letters.h"
#include "sale/seats/stock.h"
#include "usher-scheduler/board_file.h"
#include "usher-scheduler/event_sender.h"
#include "usher-scheduler/last_published.h"

/* One event. nginx takes it at once, but on a busy machine both wait for a processor. */
#define POST_MS_MAX 200
/* What has not changed is told again so often:
 * a listener knows by it that it has missed nothing. */
#define SILENCE_SECONDS_MAX 10
/* With more changes than this in one second a client had better read the map again. */
#define CHANGES_MAX 2000

struct publisher {
    struct concert_figures *figures;
    struct board_folder folder;
    struct post *post; /* NULL: there is nobody to tell */
    struct watch_list watches;
    size_t first;       /* the concert to begin with: where the run before ended */
    size_t done;        /* boards of this second */
    int64_t until_ms;   /* of this run, monotonic */
    int64_t connection; /* counts the connections to nginx */
    bool is_post_failing;
    struct seat_change changes[CHANGES_MAX]; /* of the show that is being told */
};

struct publisher *publisher_create(const struct config *config, struct concert_figures *figures)
{
    struct publisher *publisher = calloc(1, sizeof(*publisher));
    if (!publisher)
        abort();
    publisher->figures = figures;
    publisher->folder = (struct board_folder){.path = config->board_dir, .fd = -1};
    if (!*config->publish_url)
        return publisher;
    publisher->post = post_create(config->publish_url);
    if (publisher->post)
        return publisher;
    publisher_destroy(publisher);
    return NULL;
}

void publisher_destroy(struct publisher *publisher)
{
    if (!publisher)
        return;
    watch_keep(&publisher->watches, NULL, 0);
    post_destroy(publisher->post);
    board_folder_release(&publisher->folder);
    free(publisher);
}

static bool is_time_up(const struct publisher *publisher)
{
    return clock_monotonic_ms() >= publisher->until_ms;
}

/* News is told once a second at most; the same as before, now and then and to a new nginx. */
static bool must_tell(const struct publisher *publisher, const struct told *told, bool is_news)
{
    int64_t second = clock_monotonic_ms() / 1000;
    if (!publisher->post || is_time_up(publisher) || second == told->second)
        return false;
    return is_news || second >= told->second + SILENCE_SECONDS_MAX ||
           told->connection != publisher->connection;
}

/* After a failure nothing more is told in this run: nginx is away, or hangs. */
static bool tell(struct publisher *publisher, const struct post_channel *channel, const char *body,
                 struct told *told)
{
    bool is_new_connection = false;
    bool is_told = post_event(publisher->post, channel, body, POST_MS_MAX, &is_new_connection);
    publisher->connection += is_new_connection;
    if (is_told)
        *told = (struct told){
            .second = clock_monotonic_ms() / 1000,
            .connection = publisher->connection,
        };
    else
        publisher->until_ms = 0;
    if (is_told == publisher->is_post_failing)
        log_info("events %s", is_told ? "posted" : "not posted: nginx does not take them");
    publisher->is_post_failing = !is_told;
    return is_told;
}

static bool is_to_come(const struct show_summary *show, const struct board *board)
{
    return show->starts_at_ms > board->now_us / 1000;
}

static struct stock stock_of(const struct tick_concert *concert, const struct board *board,
                             const struct concert_watch *watch, struct arena *arena)
{
    struct stock stock = {.has_prices = true};
    for (size_t i = 0; i < concert->show_count; i++) {
        const struct show_watch *show = &watch->shows[i];
        if (is_to_come(&concert->shows[i], board))
            stock_add(&stock, board->maps[i], show->blocks, show->block_count, arena);
    }
    return stock;
}

/* Whether the board's file was written; the event may wait for another second. */
static bool publish_board(struct publisher *publisher, struct concert_watch *watch,
                          const struct board *board, const struct stock *stock, struct arena *arena)
{
    struct post_channel channel = {.kind = "concerts", .id = board->concert_id};
    cJSON *body = encode_board(board, stock);
    uint32_t checksum = text_checksum(json_print(body, arena));
    encode_board_time(body, board);
    const char *text = json_print(body, arena);
    cJSON_Delete(body);
    if (must_tell(publisher, &watch->told, checksum != watch->checksum) &&
        tell(publisher, &channel, text, &watch->told))
        watch->checksum = checksum;
    return board_file_write(&publisher->folder, &board->concert_id, board->now_us, text);
}

/* Changes are since the map that was told last. Where there is none, or too many, the event says so
 * by following on nothing that a client has, which then reads the map. */
static void publish_seats(struct publisher *publisher, struct concert_watch *watch,
                          struct show_watch *show, const char *map, int64_t version,
                          struct arena *arena)
{
    struct seat_change *changes = publisher->changes;
    size_t count = show->map ? seat_changes(show->map, map, changes, CHANGES_MAX) : 0;
    if (!*map || !must_tell(publisher, &show->told, count > 0 || !show->map))
        return;
    bool follows = show->map && count <= CHANGES_MAX;
    struct seat_event event = {
        .show_id = show->show_id,
        .version = version,
        .previous_version = follows ? show->version : version,
        .map = map,
        .changes = changes,
        .change_count = follows ? count : 0,
    };
    struct post_channel channel = {.kind = "shows", .id = show->show_id};
    cJSON *body = encode_seat_event(&event);
    const char *text = json_print(body, arena);
    cJSON_Delete(body);
    if (tell(publisher, &channel, text, &show->told))
        watch_set_map(watch, show, map, version);
}

static void publish_concert(struct publisher *publisher, struct context *context,
                            const struct tick_concert *concert, const struct board *board)
{
    struct arena *arena = context->arena;
    struct concert_watch *watch = watch_of(&publisher->watches, concert);
    watch_read_blocks(watch, context, publisher->until_ms);
    struct stock stock = stock_of(concert, board, watch, arena);
    if (!publish_board(publisher, watch, board, &stock, arena)) {
        log_warn("board not written concert=%s folder=%s", board->concert_id.text,
                 publisher->folder.path);
        board_folder_release(&publisher->folder);
    } else {
        concert_figures_published(publisher->figures, &board->concert_id, &stock.seats);
    }
    for (size_t i = 0; i < concert->show_count; i++) {
        if (is_to_come(&concert->shows[i], board))
            publish_seats(publisher, watch, &watch->shows[i], board->maps[i], board->now_us, arena);
    }
}

static bool must_stop(const struct publisher *publisher, int64_t until_ms)
{
    return clock_monotonic_ms() >= until_ms || publisher->folder.fd < 0;
}

/* A batch that was read in one round trip. False when Redis is away: nothing more can be read. */
static bool publish_batch(struct publisher *publisher, struct context *context,
                          const struct tick_concert *concerts, size_t count, int64_t until_ms)
{
    struct board_answer *answers = arena_array(context->arena, count, sizeof(*answers));
    boards_read(context, concerts, count, answers);
    for (size_t i = 0; i < count && !must_stop(publisher, until_ms); i++) {
        enum err err = answers[i].err;
        publisher->first++;
        publisher->done++;
        if (!err)
            publish_concert(publisher, context, &concerts[i], &answers[i].board);
        else if (err != ERR_CONCERT_RESTORING)
            log_warn("board not read concert=%s code=%s", concerts[i].concert.concert_id.text,
                     err_code(err));
        if (err == ERR_REDIS_UNAVAILABLE)
            return false;
    }
    return true;
}

/* What there was of concerts that are over goes: what was told of them, and their boards. */
static void forget_others(struct publisher *publisher, struct arena *arena,
                          const struct tick_concert *concerts, size_t count)
{
    struct uuid *ids = arena_array(arena, count + 1, sizeof(*ids));
    for (size_t i = 0; i < count; i++)
        ids[i] = concerts[i].concert.concert_id;
    watch_keep(&publisher->watches, concerts, count);
    board_folder_keep(&publisher->folder, ids, count);
    arena_reset(arena);
}

void publisher_begin(struct publisher *publisher)
{
    publisher->done = 0;
}

void publisher_run(struct publisher *publisher, struct context *context,
                   const struct tick_concert *concerts, size_t count, int64_t until_ms)
{
    bool was_ours = publisher->folder.fd >= 0;
    if (!*publisher->folder.path || !board_folder_take(&publisher->folder)) {
        concert_figures_forget_boards(publisher->figures);
        return;
    }
    publisher->until_ms = until_ms;
    bool goes_on = true;
    while (goes_on && publisher->done < count && !must_stop(publisher, until_ms)) {
        size_t first = publisher->first % count;
        size_t due = count - publisher->done;
        size_t taken =
            boards_in_one_call(concerts + first, count - first < due ? count - first : due);
        goes_on = publish_batch(publisher, context, concerts + first, taken, until_ms);
        arena_reset(context->arena);
    }
    /* None at all: Postgres has not been read yet. */
    if (count > 0 && (!was_ours || publisher->watches.count > count))
        forget_others(publisher, context->arena, concerts, count);
}
