# shellcheck shell=bash
# stack.sh -- an Usher of a measurement's own, with a long line in front of it. Sourced, never run.
#
# It lies in a temporary folder that is gone at the end. USHER_BUILD and USHER_WORKERS are as in
# deploy/up; BENCH_WAITING (1000000) is how many people stand in the line.

export USHER_HOME USHER_PORT
USHER_HOME=$(mktemp -d /tmp/usher-bench.XXXXXX)
USHER_PORT=$(shuf -i 20000-29999 -n 1)
source deploy/lib/common.sh
source deploy/lib/services.sh

export USHER_URL USHER_TEST_DATABASE_URL USHER_TEST_REDIS_URL
USHER_URL=$(base_url)
USHER_TEST_DATABASE_URL=$(database_url usher_owner)
USHER_TEST_REDIS_URL=$(redis_url)

finish() {
    local status=$?
    trap - EXIT
    deploy/down || true
    rm -rf "$USHER_HOME"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Prints the concert's id; people are called up every second, so its board changes each time.
start_with_a_line() {
    deploy/up >"$USHER_HOME/up.log" 2>&1 || {
        tail -n 20 "$USHER_HOME/up.log" >&2
        die "The Usher to be measured did not start."
    }
    node tests/bench/line.mjs "${BENCH_WAITING:-1000000}"
}

board_url() {
    echo "$USHER_URL/api/v1/concerts/$1/queue"
}
