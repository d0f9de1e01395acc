# shellcheck shell=bash
# stack.sh -- what every bench begins with: an Usher of its own, or parts of one, and what it needs to run. Sourced.
#
#   tests/bench/NAME            measures; takes its time
#   tests/bench/NAME --smoke    does the same in small and in seconds: it shows that the bench works, and measures nothing
#
# All lies in a temporary folder that is gone at the end. USHER_BUILD and USHER_WORKERS are as in deploy/up; without
# USHER_BUILD the programs are built for release. Packages that are missing are installed.

export USHER_HOME USHER_PORT
USHER_HOME=$(mktemp -d /tmp/usher-bench.XXXXXX)
source deploy/lib/common.sh
source deploy/lib/services.sh
source tests/support/shell/node.sh
source tests/support/shell/port.sh
source tests/support/shell/template.sh
USHER_PORT=$(free_port)

export USHER_URL USHER_TEST_DATABASE_URL USHER_TEST_REDIS_URL
USHER_URL=$(base_url)
USHER_TEST_DATABASE_URL=$(database_url usher_owner)
USHER_TEST_REDIS_URL=$(redis_url)

BESIDE=: # ends what a bench has started besides

finish() {
    local status=$?
    trap - EXIT
    "$BESIDE" || true
    deploy/down || true
    rm -rf "$RUN" "$USHER_HOME"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

case ${1:-} in
'') SMOKE=no ;;
--smoke) SMOKE=yes ;;
*) die "usage: tests/bench/${0##*/} [--smoke]" ;;
esac

# How much of something: FULL, or SMALL where only the bench itself is tried.
size() {
    local full=$1 small=$2
    if [[ $SMOKE == yes ]]; then echo "$small"; else echo "$full"; fi
}

# What a step says is shown when it failed.
quietly() {
    local sentence=$1
    shift
    "$@" >>"$USHER_HOME/prepare.log" 2>&1 || {
        tail -n 20 "$USHER_HOME/prepare.log" >&2
        die "$sentence"
    }
}

bring_tools() {
    quietly "The packages that the benches need could not be installed." deploy/install-deps test
    quietly "Node.js or its packages are missing." bring_node
}

start_usher() {
    bring_tools
    take_template
    quietly "The Usher to be measured did not start." deploy/up
}

start_redis_alone() {
    bring_tools
    make_home
    start_redis
}

# Makes a concert with a long queue and prints its id; people are called up every second, so its board changes each time.
make_queue() {
    "$NODE" tests/bench/queue.mjs "${BENCH_WAITING:-$(size 1000000 5000)}"
}
