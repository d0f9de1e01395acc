# shellcheck shell=bash
# daemon.sh -- starts, finds and stops the processes of one home. Sourced, never run.
#
# Every daemon NAME writes its standard error to $LOG/NAME.log. That is how a process is known to be
# ours: a pid from a file may have become somebody else's, an open log file of this home has not.

is_ours() {
    [[ $(readlink "/proc/$1/fd/2" 2>/dev/null) == "$LOG/"* ]]
}

daemon_pid() {
    cat "$RUN/$1.pid" 2>/dev/null || true
}

daemon_running() {
    local pid
    pid=$(daemon_pid "$1")
    [[ -n $pid ]] && is_ours "$pid"
}

daemon_stopped() {
    ! daemon_running "$1"
}

# Children that outlived their parent, as when it was killed.
daemon_leftovers() {
    find /proc/[0-9]*/fd/2 -maxdepth 0 -lname "$LOG/$1.log*" 2>/dev/null | cut -d/ -f3
}

daemon_vanished() {
    [[ -z $(daemon_leftovers "$1") ]]
}

# The log is opened before the process is there, so that it is ours from its first moment.
daemon_start() {
    local name=$1
    shift
    (
        cd /
        exec </dev/null >>"$LOG/$name.log" 2>&1 9>&-
        setsid "$@" &
        echo $! >"$RUN/$name.pid"
    )
}

daemon_stop() {
    local name=$1 signal=$2 seconds=$3 leftover
    if daemon_running "$name"; then
        kill -s "$signal" "$(daemon_pid "$name")"
        wait_for "$seconds" daemon_stopped "$name" ||
            say "$name did not stop within $seconds seconds and is killed."
    fi
    for leftover in $(daemon_leftovers "$name"); do
        kill -s KILL "$leftover" 2>/dev/null || true
    done
    wait_for 5 daemon_vanished "$name" || say "$name lingers."
    rm -f "$RUN/$name.pid" "$RUN/$name.stamp"
}

# Starts the daemon, or leaves it alone when it runs with this very stamp: a digest of all that it
# was started from. STOP is a function that stops it.
daemon_ensure() {
    local name=$1 stop=$2 stamp=$3
    shift 3
    if daemon_running "$name" && [[ $(cat "$RUN/$name.stamp" 2>/dev/null) == "$stamp" ]]; then
        return 0
    fi
    "$stop"
    daemon_start "$name" "$@"
    echo "$stamp" >"$RUN/$name.stamp"
}

# Waits until a command succeeds, and says what the log says when the daemon dies before.
daemon_await() {
    local name=$1 deadline=$((SECONDS + 60))
    shift
    until "$@" >/dev/null 2>&1; do
        if daemon_stopped "$name" || ((SECONDS >= deadline)); then
            tail -n 20 "$LOG/$name.log" >&2
            die "$name did not start; the end of $LOG/$name.log is above."
        fi
        sleep 0.1
    done
}

digest() {
    sha256sum | cut -d' ' -f1
}
