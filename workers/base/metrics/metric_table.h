/* metric_table.h -- every metric there is, and what its labels may say. */
#ifndef USHER_BASE_METRICS_METRIC_TABLE_H
#define USHER_BASE_METRICS_METRIC_TABLE_H

/*
 * The values of each label, and so how many series there can be: X(name, value as it is written).
 * ROUTE and DELIVERY are told by the program, which knows its addresses and its deliveries.
 */
#define LABEL_STORE(X)                \
    X(STORE_REDIS, "store=\"redis\"") \
    X(STORE_POSTGRES, "store=\"postgres\"")

#define LABEL_OUTCOME(X)                              \
    X(OUTCOME_DONE, "outcome=\"done\"")               \
    X(OUTCOME_REFUSED, "outcome=\"refused\"")         \
    X(OUTCOME_UNAVAILABLE, "outcome=\"unavailable\"") \
    X(OUTCOME_UNKNOWN, "outcome=\"unknown\"")         \
    X(OUTCOME_ERROR, "outcome=\"error\"")

#define LABEL_TRY(X)                      \
    X(TRY_DONE, "outcome=\"done\"")       \
    X(TRY_PUT_OFF, "outcome=\"put_off\"") \
    X(TRY_GIVEN_UP, "outcome=\"given_up\"")

/* Every status that an answer can have; another one is counted as the last. */
#define LABEL_CODE(X) \
    X(200)            \
    X(201)            \
    X(204)            \
    X(303)            \
    X(304)            \
    X(308)            \
    X(400)            \
    X(401)            \
    X(402)            \
    X(403)            \
    X(404)            \
    X(405)            \
    X(409)            \
    X(410)            \
    X(413)            \
    X(415)            \
    X(422)            \
    X(429)            \
    X(500)            \
    X(503)

/*
 * X(name, kind, whose, metric, first label, second label, what it is). A counter and a histogram
 * lie in memory that the processes share; a gauge is told by the program when it is asked for.
 */
#define METRICS(X)                                                                                \
    X(METRIC_REQUESTS, COUNTER, WORKER, "usher_http_requests_total", ROUTE, CODE,                 \
      "Requests that were answered.")                                                             \
    X(METRIC_REQUEST_TIME, HISTOGRAM, WORKER, "usher_http_request_duration_seconds", ROUTE, NONE, \
      "Time from the whole request to its answer, in a worker process.")                          \
    X(METRIC_PROCESSES, GAUGE, WORKER, "usher_pool_processes", NONE, NONE,                        \
      "Worker processes that there are.")                                                         \
    X(METRIC_BUSY, GAUGE, WORKER, "usher_pool_processes_busy", NONE, NONE,                        \
      "Worker processes that are answering a request now.")                                       \
    X(METRIC_WAITING_REQUESTS, GAUGE, WORKER, "usher_pool_requests_waiting", NONE, NONE,          \
      "Requests that a process had seen on its kept connections and not begun, when it looked.")  \
    X(METRIC_DEATHS, COUNTER, WORKER, "usher_pool_process_deaths_total", NONE, NONE,              \
      "Processes of the pool that were killed or failed.")                                        \
    X(METRIC_ACCEPT_QUEUE, GAUGE, WORKER, "usher_pool_accept_queue", NONE, NONE,                  \
      "Connections that wait for a process to accept them.")                                      \
    X(METRIC_ACCEPT_QUEUE_MAX, GAUGE, WORKER, "usher_pool_accept_queue_max", NONE, NONE,          \
      "Connections that may wait; one more is refused.")                                          \
    X(METRIC_READY, GAUGE, BOTH, "usher_ready", NONE, NONE, "1 when /readyz says yes, 0 else.")   \
    X(METRIC_STORE_UP, GAUGE, BOTH, "usher_store_up", NONE, NONE,                                 \
      "1 when the store answered when it was last asked, 0 when not.")                            \
    X(METRIC_STORE_TIME, HISTOGRAM, BOTH, "usher_store_call_duration_seconds", STORE, OUTCOME,    \
      "Time of a call to Redis or Postgres.")                                                     \
    X(METRIC_JOINED, COUNTER, WORKER, "usher_queue_joined_total", NONE, NONE,                     \
      "People who got a new place in a queue.")                                                   \
    X(METRIC_RETURNED, COUNTER, WORKER, "usher_queue_returned_total", NONE, NONE,                 \
      "People who got back a place that they had missed, or that was lost.")                      \
    X(METRIC_LEFT, COUNTER, WORKER, "usher_queue_left_total", NONE, NONE,                         \
      "People who gave their place or admission up.")                                             \
    X(METRIC_HOLDS_TAKEN, COUNTER, WORKER, "usher_holds_taken_total", NONE, NONE,                 \
      "Seats that were held by a call; those of wishes are not in it.")                           \
    X(METRIC_HOLDS_REFUSED, COUNTER, WORKER, "usher_holds_refused_total", OUTCOME, NONE,          \
      "Calls for seats that held none.")                                                          \
    X(METRIC_PAYMENTS, COUNTER, WORKER, "usher_payments_total", OUTCOME, NONE, "Calls to pay.")   \
    X(METRIC_REFUNDS, COUNTER, WORKER, "usher_refunds_total", OUTCOME, NONE, "Calls to refund.")  \
    X(METRIC_CHARGES, COUNTER, WORKER, "usher_charges_total", OUTCOME, NONE,                      \
      "Calls to top up, directly or by card.")                                                    \
    X(METRIC_WAITING, GAUGE, SCHEDULER, "usher_queue_waiting", NONE, NONE,                        \
      "People who wait, when a concert was last ticked.")                                         \
    X(METRIC_ACTIVE, GAUGE, SCHEDULER, "usher_queue_active", NONE, NONE,                          \
      "People who are admitted, when a concert was last ticked.")                                 \
    X(METRIC_SEATS, GAUGE, SCHEDULER, "usher_seats", NONE, NONE,                                  \
      "Seats of shows to come by state, when a board was last read.")                             \
    X(METRIC_ADMITTED, COUNTER, SCHEDULER, "usher_queue_admitted_total", NONE, NONE,              \
      "People whom this scheduler admitted.")                                                     \
    X(METRIC_LAPSED, COUNTER, SCHEDULER, "usher_queue_lapsed_total", NONE, NONE,                  \
      "Admissions that ended because nobody claimed them.")                                       \
    X(METRIC_EXPIRED, COUNTER, SCHEDULER, "usher_queue_expired_total", NONE, NONE,                \
      "Admissions that were claimed and ran out.")                                                \
    X(METRIC_HOLDS_EXPIRED, COUNTER, SCHEDULER, "usher_holds_expired_total", NONE, NONE,          \
      "Seats whose hold ran out.")                                                                \
    X(METRIC_TICK_TIME, HISTOGRAM, SCHEDULER, "usher_tick_duration_seconds", NONE, NONE,          \
      "Time of a tick of all concerts, without the boards.")                                      \
    X(METRIC_TICK_LAG, GAUGE, SCHEDULER, "usher_tick_lag_seconds", NONE, NONE,                    \
      "How much too late the last tick began.")                                                   \
    X(METRIC_TICK_AGE, GAUGE, SCHEDULER, "usher_tick_age_seconds", NONE, NONE,                    \
      "Time since a tick succeeded for every concert.")                                           \
    X(METRIC_TICK_OVERRUNS, COUNTER, SCHEDULER, "usher_tick_overruns_total", NONE, NONE,          \
      "Ticks that took longer than they may.")                                                    \
    X(METRIC_TICK_FAILURES, COUNTER, SCHEDULER, "usher_tick_failures_total", NONE, NONE,          \
      "Ticks of a concert that failed.")                                                          \
    X(METRIC_BOARD_AGE, GAUGE, SCHEDULER, "usher_board_age_seconds", NONE, NONE,                  \
      "Time since the board was written that has waited longest; of the scheduler that writes.")  \
    X(METRIC_OUTBOX_ROWS, GAUGE, SCHEDULER, "usher_outbox_rows", NONE, NONE,                      \
      "Sales and refunds that Redis is still to be told of, counted up to 10000.")                \
    X(METRIC_OUTBOX_AGE, GAUGE, SCHEDULER, "usher_outbox_age_seconds", NONE, NONE,                \
      "Age of the oldest of them, 0 without any.")                                                \
    X(METRIC_OUTBOX_TOLD, COUNTER, SCHEDULER, "usher_outbox_delivered_total", NONE, NONE,         \
      "Sales and refunds that this scheduler told Redis of.")                                     \
    X(METRIC_DELIVERIES_DUE, GAUGE, SCHEDULER, "usher_deliveries_due", NONE, NONE,                \
      "Deliveries whose hour has come, counted up to 10000.")                                     \
    X(METRIC_DELIVERY_AGE, GAUGE, SCHEDULER, "usher_delivery_age_seconds", NONE, NONE,            \
      "How long the oldest of them has been due, 0 without any.")                                 \
    X(METRIC_DELIVERIES, COUNTER, SCHEDULER, "usher_deliveries_total", DELIVERY, TRY,             \
      "Tries to tell or ask somebody outside.")                                                   \
    X(METRIC_DRAWS, COUNTER, SCHEDULER, "usher_draws_total", OUTCOME, NONE,                       \
      "Draws that this scheduler ran.")                                                           \
    X(METRIC_RESTORES, COUNTER, BOTH, "usher_restores_total", OUTCOME, NONE,                      \
      "Times a concert was brought to Redis: a new one by a worker, a lost one by a scheduler.")  \
    X(METRIC_START, GAUGE, BOTH, "process_start_time_seconds", NONE, NONE,                        \
      "When this process began, since 1970.")                                                     \
    X(METRIC_BUILD, GAUGE, BOTH, "usher_build_info", NONE, NONE,                                  \
      "1; its label says which release runs.")

/* Upper bounds of a histogram's buckets, in microseconds and as they are written. */
#define METRIC_BOUNDS(X) \
    X(500, "0.0005")     \
    X(1000, "0.001")     \
    X(2500, "0.0025")    \
    X(5000, "0.005")     \
    X(10000, "0.01")     \
    X(25000, "0.025")    \
    X(50000, "0.05")     \
    X(100000, "0.1")     \
    X(250000, "0.25")    \
    X(500000, "0.5")     \
    X(1000000, "1")      \
    X(2500000, "2.5")    \
    X(5000000, "5")

enum metric {
#define METRIC_NAME(name, kind, whose, metric, first, second, what) name,
    METRICS(METRIC_NAME)
#undef METRIC_NAME
        METRIC_COUNT
};

#define LABEL_NAME(name, text) name,
enum metric_store { LABEL_STORE(LABEL_NAME) STORE_COUNT };
enum metric_outcome { LABEL_OUTCOME(LABEL_NAME) OUTCOME_COUNT };
enum metric_try { LABEL_TRY(LABEL_NAME) TRY_COUNT };
#undef LABEL_NAME

#endif
