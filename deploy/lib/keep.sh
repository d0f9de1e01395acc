# shellcheck shell=bash
# keep.sh -- what happens before a daemon starts, and after it has ended. Sourced; and write_scripts (daemon.sh) copies
# these functions into the scripts that s6 runs, which so stay as they were made until deploy/up makes them anew.
#
# They run in the daemon's folder of $RUN/s6, with NAME, RUN, LOG, PG_DATA, STOP_SIGNAL and AS_ACCOUNT set. There lie:
# down (it is not wanted), started-at (seconds since the machine started), log-before (the log's size at the start),
# deaths (how many in a row have died young), given-up (why nothing starts it any more).

# What dies this young, this often in a row, is given up: s6 starts it once a second at most.
YOUNG_SECONDS=5
DEATHS_MAX=10

machine_seconds() {
    local up
    read -r up _ </proc/uptime
    echo "${up%%.*}"
}

# A daemon writes its standard error to $LOG/NAME.log. That is how its processes are known to be ours, also when their
# parent is gone: a pid from a file may have become somebody else's, an open log of this home has not. Root without
# CAP_SYS_PTRACE does not see the files of another account's process; that account does.
#
# Sets LEFTOVERS to their pids.
find_leftovers() {
    local find=(find /proc/[0-9]*/fd/2 -maxdepth 0 -lname "$LOG/$1.log*" -printf '%h ') folders
    folders=$("${find[@]}" 2>/dev/null) || true
    ((${#AS_ACCOUNT[@]} == 0)) || may_have "$CAP_SYS_PTRACE" ||
        folders+=$("${AS_ACCOUNT[@]}" "${find[@]}" 2>/dev/null) || true
    LEFTOVERS=${folders//[!0-9 ]/}
}

kill_all() {
    local pid
    for pid in $2; do
        kill -s "$1" "$pid" 2>/dev/null || true
    done
}

kill_leftovers() {
    find_leftovers "$1"
    kill_all "$2" "$LEFTOVERS"
}

# Ends what an earlier one has left behind, as when it was killed, and waits for it: it may have the files or the
# address that the next one needs.
end_leftovers() {
    local i
    kill_leftovers "$NAME" "$STOP_SIGNAL"
    for ((i = 0; i < 20; i++)); do
        [[ $LEFTOVERS ]] || return 0
        sleep 0.1
        find_leftovers "$NAME"
    done
    kill_leftovers "$NAME" KILL
    sleep 0.1
}

note_start() {
    echo $$ >"$RUN/$NAME.pid"
    machine_seconds >started-at
    stat -c %s "$LOG/$NAME.log" >log-before
}

log_since_start() {
    tail -c "+$(($(<log-before) + 1))" "$LOG/$NAME.log"
}

# The last line of it, without what a terminal would obey.
last_words() {
    log_since_start | tr -d '\000-\010\013-\037\177' | grep . | tail -n 1 | cut -c 1-200
}

# s6 gives up a daemon whose finish script ends with 125.
note_end() {
    local how="with exit code $1" deaths=0 lived
    if [[ -e down ]]; then
        rm -f deaths
        return 0
    fi
    (($1 < 256)) || how="by signal $2"
    lived=$(($(machine_seconds) - $(<started-at)))
    ((lived >= YOUNG_SECONDS)) || deaths=$(($(cat deaths 2>/dev/null || echo 0) + 1))
    echo "$deaths" >deaths
    echo "$(date -u +%FT%TZ) $NAME ended $how after $lived s" >&2
    ((deaths >= DEATHS_MAX)) || return 0
    echo "given up after $deaths early deaths, the last $how: $(last_words)" >given-up
    return 125
}

before_postgres() { end_leftovers && remove_stale_lock; }
before_redis() { end_leftovers; }
before_nginx() { end_leftovers && rm -f "$RUN/publish/nginx.sock"; }
before_prometheus() { end_leftovers; }
# Their children end by themselves and finish what they have begun; a parent that s6 has lost is told to.
before_workers() { kill_leftovers "$NAME" "$STOP_SIGNAL"; }
before_scheduler() { kill_leftovers "$NAME" "$STOP_SIGNAL"; }

# Postgres that was killed leaves a lock with its pid, which bars the next when somebody else has that pid by now.
remove_stale_lock() {
    local pid
    pid=$(head -n 1 "$PG_DATA/postmaster.pid" 2>/dev/null || true)
    [[ -n $pid ]] || return 0
    [[ $(cat "/proc/$pid/comm" 2>/dev/null) == postgres ]] && ! grep -qs '^State:.Z' "/proc/$pid/status" ||
        rm -f "$PG_DATA/postmaster.pid"
}

# All that Redis has can be restored, so a file that it cannot read is kept aside, and it starts without. That it could
# not is known by its last words: it died by itself, before it was ready, and spoke of its file.
after_redis() {
    local aside
    [[ $1 != 0 && " 9 15 2 " != *" $2 "* && -d $REDIS_DATA/appendonlydir ]] || return 0
    ! log_since_start | grep -qi 'ready to accept connections' || return 0
    log_since_start | grep -qE 'AOF|RDB|append only' || return 0
    aside=$REDIS_DATA/unreadable-$(date -u +%Y%m%dT%H%M%SZ)
    mv "$REDIS_DATA/appendonlydir" "$aside"
    echo "$(date -u +%FT%TZ) redis starts without its append-only file, which is kept as $aside" >&2
}
after_postgres() { :; }
after_nginx() { :; }
after_prometheus() { :; }
after_workers() { :; }
after_scheduler() { :; }
