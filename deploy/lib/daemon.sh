# shellcheck shell=bash
# daemon.sh -- starts and stops the daemons of one home, which s6 keeps. Sourced, never run.
#
# s6-svscan watches the folder $RUN/s6 and runs an s6-supervise for each daemon's folder in it, which runs the script
# `run` there, and `finish` each time the daemon has ended. keep.sh has what these scripts do.

S6=$RUN/s6
S6_DAEMONS_MAX=50

supervisor_running() {
    s6-svscanctl -a "$S6" 2>/dev/null
}

supervisor_ended() {
    ! supervisor_running
}

# The processes of this home's s6 by their name; each works in its own folder.
s6_pids() {
    local pid
    for pid in $(find /proc/[0-9]*/cwd -maxdepth 0 \( -lname "$S6" -o -lname "$S6/*" \) 2>/dev/null | cut -d/ -f3); do
        [[ $(cat "/proc/$pid/comm" 2>/dev/null) != "$1" ]] || echo "$pid"
    done
}

supervisor_pid() {
    s6_pids s6-svscan
}

# It outlives the terminal and gets nothing of this environment: each daemon's script has its own.
supervisor_start() {
    mkdir -p "$S6"
    supervisor_running && return 0
    # Those whose s6-svscan was killed. New ones start their daemons anew.
    kill_all KILL "$(s6_pids s6-supervise)"
    (
        cd /
        exec </dev/null >>"$LOG/s6.log" 2>&1 9>&-
        setsid env -i PATH="$PATH" s6-svscan -c "$S6_DAEMONS_MAX" "$S6" &
    )
    wait_for 10 supervisor_running || die "s6-svscan did not start; see $LOG/s6.log."
}

daemon_kept() {
    s6-svok "$S6/$1" 2>/dev/null
}

daemon_let_go() {
    ! daemon_kept "$1"
}

daemon_running() {
    [[ $(s6-svstat -o up "$S6/$1" 2>/dev/null) == true ]]
}

daemon_pid() {
    s6-svstat -o pid "$S6/$1"
}

daemon_vanished() {
    find_leftovers "$1"
    [[ -z $LEFTOVERS ]]
}

some_daemon_wanted() {
    local folder
    for folder in "$S6"/*/; do
        [[ ! -d $folder || -e $folder/down ]] || return 0
    done
    return 1
}

# Of daemons that are all stopped.
supervisor_stop() {
    local folder
    [[ -d $S6 ]] || return 0
    s6-svscanctl -t "$S6" 2>/dev/null || true
    wait_for 10 supervisor_ended || say "s6-svscan lingers."
    # Those whose s6-svscan was killed.
    for folder in "$S6"/*/; do
        ! s6-svok "$folder" 2>/dev/null || s6-svc -xd "$folder"
        wait_for 5 daemon_let_go "$(basename "$folder")" || say "s6-supervise of $folder lingers."
    done
    rm -rf "$S6"
}

# The folder of a daemon, with an s6-supervise that does not start it yet.
daemon_keep() {
    local name=$1
    supervisor_start
    if [[ ! -d $S6/$name ]]; then
        rm -rf "$S6/.$name"
        mkdir "$S6/.$name"
        : >"$S6/.$name/down"
        mv "$S6/.$name" "$S6/$name"
    fi
    s6-svscanctl -a "$S6"
    wait_for 10 daemon_kept "$name" || die "s6 does not keep $name; see $LOG/s6.log."
}

# Shell that sets what the functions of keep.sh read, and defines them.
script_head() {
    local name=$1 kind=$2 what=$3
    echo '#!/bin/bash'
    echo "# $what of $name. deploy/up made it from its lib/keep.sh."
    declare -p RUN LOG PG_DATA REDIS_DATA AS_ACCOUNT CAP_SYS_PTRACE YOUNG_SECONDS DEATHS_MAX
    printf 'NAME=%q STOP_SIGNAL=%q\n' "$name" "${stop_signal[$name]:-TERM}"
    declare -f may_have find_leftovers kill_all kill_leftovers end_leftovers machine_seconds note_start \
        log_since_start last_words note_end remove_stale_lock "before_$kind" "after_$kind"
}

write_run() {
    local name=$1 kind=$2
    shift 2
    script_head "$name" "$kind" 'The start'
    (export -n SHELLOPTS BASHOPTS && export -p)
    echo 'umask 077'
    echo "before_$kind"
    echo 'note_start'
    printf 'cd / && exec </dev/null >>%q 2>&1 &&' "$LOG/$name.log"
    printf ' %q' exec "$@"
    echo
}

write_finish() {
    script_head "$1" "$2" 'The end'
    echo "after_$2 \"\$1\" \"\$2\""
    echo 'note_end "$1" "$2"'
}

write_scripts() {
    local name=$1 kind=${1%-[0-9]} folder=$S6/$1
    shift
    kind=${kind##*-} # what keep.sh does before and after it
    write_run "$name" "$kind" "$@" >"$folder/run.new"
    write_finish "$name" "$kind" >"$folder/finish.new"
    chmod 700 "$folder"/{run,finish}.new
    echo "SIG${stop_signal[$name]:-TERM}" >"$folder/down-signal"
    mv "$folder/run.new" "$folder/run"
    mv "$folder/finish.new" "$folder/finish"
}

daemon_start() {
    local name=$1
    account_files "$LOG/$name.log"
    daemon_keep "$name"
    write_scripts "$@"
    rm -f "$S6/$name"/{down,deaths,given-up}
    s6-svc -u "$S6/$name"
}

# What deploy/up started before it had s6, or what an s6-supervise has left that was killed.
end_unkept() {
    local name=$1 seconds=$2 pid=
    { read -r pid <"$RUN/$name.pid"; } 2>/dev/null || true
    [[ " $LEFTOVERS " != *" $pid "* ]] || kill_all "${stop_signal[$name]:-TERM}" "$pid"
    wait_for "$seconds" daemon_vanished "$name" || say "$name did not stop within $seconds seconds and is killed."
}

daemon_stop() {
    local name=$1 seconds=$2
    if daemon_kept "$name"; then
        : >"$S6/$name/down"
        rm -f "$S6/$name/given-up"
        s6-svc -wD -T "$((seconds * 1000))" -d "$S6/$name" || {
            say "$name did not stop within $seconds seconds and is killed."
            s6-svc -wD -T 10000 -k "$S6/$name" || true
        }
    elif ! daemon_vanished "$name"; then
        end_unkept "$name" "$seconds"
    fi
    kill_leftovers "$name" KILL
    [[ -z $LEFTOVERS ]] || wait_for 5 daemon_vanished "$name" || say "$name lingers."
    rm -f "$RUN/$name.pid" "$RUN/$name.stamp"
}

# Starts the daemon, or leaves it alone when it runs with this very stamp: what sha256sum says of all that it was started
# from. A daemon that s6 has given up is tried anew.
daemon_ensure() {
    local name=$1 stamp=${2%% *}
    shift 2
    if [[ $(cat "$RUN/$name.stamp" 2>/dev/null) == "$stamp" ]] && daemon_running "$name" && supervisor_running; then
        return 0
    fi
    service_stop "$name"
    daemon_start "$name" "$@"
    echo "$stamp" >"$RUN/$name.stamp"
}

# Waits until a command succeeds, and says what the log says when the daemon was given up before.
daemon_await() {
    local name=$1 deadline=$((SECONDS + 60))
    shift
    until "$@" >/dev/null 2>&1; do
        if [[ -e $S6/$name/given-up ]] || ((SECONDS >= deadline)); then
            tail -n 20 "$LOG/$name.log" >&2
            [[ -e $S6/$name/given-up ]] || service_stop "$name"
            die "$name did not start; the end of $LOG/$name.log is above."
        fi
        sleep 0.1
    done
}
