/* unit.h -- what every file of the unit tests shares: naming a suite, and failing with the row's
 * name. */
#ifndef USHER_UNIT_H
#define USHER_UNIT_H

#include <CUnit/CUnit.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * X(suite): each is an array of tests in the file of that name. It mirrors one of workers/base, or
 * of another floor when the name begins with it.
 */
#define UNIT_SUITES(X)   \
    X(err)               \
    X(arena)             \
    X(clock)             \
    X(entropy)           \
    X(uuid)              \
    X(text)              \
    X(base32)            \
    X(base64url)         \
    X(merkle)            \
    X(log)               \
    X(metrics)           \
    X(config)            \
    X(password)          \
    X(json_parse)        \
    X(json_read)         \
    X(json_read_number)  \
    X(json_build)        \
    X(token)             \
    X(token_keys)        \
    X(webhook)           \
    X(ed25519)           \
    X(ticket_code)       \
    X(qr_svg)            \
    X(html)              \
    X(http_query)        \
    X(http_list_page)    \
    X(http_idempotency)  \
    X(http_authenticate) \
    X(http_cookie)       \
    X(http_route)        \
    X(http_response)     \
    X(http_connections)  \
    X(http_health)       \
    X(http_records)      \
    X(sale_board)        \
    X(sale_keys)         \
    X(sale_hold_record)  \
    X(sale_buyer_record) \
    X(sale_wish_record)  \
    X(sale_queue)        \
    X(sale_draw_list)    \
    X(sale_seating_plan) \
    X(sale_hall_numbers) \
    X(sale_hall_tables)  \
    X(api_plain_words)   \
    X(scheduler_figures)

#define UNIT_DECLARE(suite) extern CU_TestInfo suite##_tests[];
UNIT_SUITES(UNIT_DECLARE)
#undef UNIT_DECLARE

/* One test: the function's name is the sentence that it proves. */
#define UNIT(function) {#function, function}

/* In a loop over a table: a failure names the row instead of the expression. */
#define CHECK_ROW(holds, row) CU_assertImplementation((holds), __LINE__, (row), __FILE__, "", 0)

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Runs act in a child process, silently; true when it ended by abort. */
bool unit_aborts(void (*act)(void));

/* What act writes to stderr, cut to fit. */
void unit_capture_stderr(void (*act)(void), char *ret_text, size_t size);

/* Randomness a test can foretell: bytes 0, 1, 2 … in each call. */
void unit_fill_counting(void *bytes, size_t count);

#endif
