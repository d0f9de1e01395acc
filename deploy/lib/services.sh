# shellcheck shell=bash
# services.sh -- the processes that make one Usher, each with how it starts and stops. Sourced.

# In the order in which they start; they stop in the reverse one.
SERVICES=(postgres redis queue-workers money-workers scheduler-1 scheduler-2 nginx)

PG_DATA=$USHER_HOME/postgres

# The folder of PostgreSQL's programs: of the version that made the data, or else of the newest there is.
pg_bin() {
    local major='*'
    [[ ! -f $PG_DATA/PG_VERSION ]] || major=$(<"$PG_DATA/PG_VERSION")
    compgen -G "/usr/lib/postgresql/$major/bin/postgres" | sort -V | tail -n 1 | xargs -r dirname
}

# Data is never given to a server of another major version, which could not read it.
check_postgres() {
    local made_by
    [[ -z $(pg_bin) ]] || return 0
    [[ -f $PG_DATA/PG_VERSION ]] || die "PostgreSQL is not installed; deploy/install-deps installs it."
    made_by=$(<"$PG_DATA/PG_VERSION")
    die "The data in $PG_DATA was made by PostgreSQL $made_by, which is not installed. Install postgresql-$made_by," \
        "or bring the data to a newer version with pg_upgrade, or begin anew with deploy/up --fresh."
}

# Postgres refuses to run as root, so root runs it as the account of Debian's package. Where that
# account cannot even reach the home (say, under /root), the process may pass permissions by.
as_postgres() {
    AS_POSTGRES=()
    ((EUID == 0)) || return 0
    AS_POSTGRES=(setpriv --reuid=postgres --regid=postgres --init-groups)
    if ! "${AS_POSTGRES[@]}" test -x "$USHER_HOME"; then
        AS_POSTGRES+=(--inh-caps=+dac_override --ambient-caps=+dac_override)
    fi
}

postgres_folders() {
    mkdir -p "$RUN/postgres"
    chmod 700 "$RUN/postgres"
    ((EUID)) || chown postgres: "$RUN/postgres"
    [[ ! -d $PG_DATA ]] || return 0
    rm -rf "$PG_DATA.new"
    mkdir "$PG_DATA.new"
    ((EUID)) || chown postgres: "$PG_DATA.new"
    # Only whoever reaches the socket's folder can connect, so the server need not ask again.
    (cd / && "${AS_POSTGRES[@]}" "$(pg_bin)/initdb" -D "$PG_DATA.new" -U postgres -E UTF8 \
        --locale=C.UTF-8 --auth-local=trust --auth-host=reject --data-checksums) \
        >"$LOG/initdb.log" 2>&1 || die "initdb failed: $(tail -n 5 "$LOG/initdb.log")"
    mv "$PG_DATA.new" "$PG_DATA"
}

superuser_sql() {
    "$(pg_bin)/psql" -X -q -At -v ON_ERROR_STOP=1 -h "$RUN/postgres" -U postgres "$@"
}

# The owner may make the schema and its roles, and is no superuser.
create_database() {
    superuser_sql -d postgres <<'SQL'
SELECT 'CREATE ROLE usher_owner LOGIN CREATEROLE'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'usher_owner') \gexec
SELECT 'CREATE DATABASE usher OWNER usher_owner'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'usher') \gexec
SQL
}

start_postgres() {
    local settings=(
        listen_addresses= "unix_socket_directories=$RUN/postgres" unix_socket_permissions=0700
        cluster_name=usher timezone=UTC log_timezone=UTC
        "log_line_prefix=%m [%p] %u " log_error_verbosity=terse log_min_error_statement=fatal
        "max_connections=$((2 * USHER_WORKERS + 40))" shared_buffers=64MB max_wal_size=256MB
        synchronous_commit=on max_parallel_workers_per_gather=0 jit=off
        idle_in_transaction_session_timeout=10s)
    local command setting
    command=("$(pg_bin)/postgres" -D "$PG_DATA")
    for setting in "${settings[@]}"; do
        command+=(-c "$setting")
    done
    as_postgres
    postgres_folders
    daemon_ensure postgres stop_postgres "$(digest <<<"${command[*]}")" \
        "${AS_POSTGRES[@]}" "${command[@]}"
    daemon_await postgres superuser_sql -d postgres -c 'SELECT 1'
    create_database
}

# SIGINT is Postgres's fast shutdown: clients are disconnected, nothing is lost. One that was killed
# leaves a lock, which bars the next for as long as the dead one's pid is still listed.
stop_postgres() {
    local pid
    daemon_stop postgres INT 60
    pid=$(head -n 1 "$PG_DATA/postmaster.pid" 2>/dev/null || true)
    if [[ -n $pid ]] && ! wait_for 5 test ! -e "/proc/$pid" && grep -qs '^State:.Z' "/proc/$pid/status"; then
        rm -f "$PG_DATA/postmaster.pid"
    fi
}

redis_config() {
    cat <<CONF
port 0
unixsocket $RUN/redis.sock
unixsocketperm 700
dir "$USHER_HOME/redis"
appendonly yes
appendfsync everysec
save ""
maxmemory 512mb
maxmemory-policy noeviction
daemonize no
CONF
}

# The path of Redis's "server" or "cli", or of Valkey's, which are the same for Usher.
redis_program() {
    local program
    program=$(type -P "redis-$1" || type -P "valkey-$1") ||
        die "Neither Redis nor Valkey is installed; deploy/install-deps installs Redis."
    echo "$program"
}

redis_cli() {
    "$(redis_program cli)" -s "$RUN/redis.sock" "$@"
}

redis_answers() {
    [[ $(redis_cli ping) == PONG ]]
}

start_redis() {
    local server
    server=$(redis_program server)
    mkdir -p "$USHER_HOME/redis"
    redis_config >"$RUN/redis.conf"
    daemon_ensure redis stop_redis "$(digest <"$RUN/redis.conf")" "$server" "$RUN/redis.conf"
    daemon_await redis redis_answers
}

stop_redis() {
    daemon_stop redis TERM 30
}

# Made once: what was signed with a lost key would be void. A key that an older home does not have yet is added.
make_secrets() {
    local env=$USHER_HOME/usher.env name
    [[ -s $env ]] || echo "# The keys that sign tokens and tickets: made once by deploy/up, to be kept secret." >"$env"
    for name in USHER_TOKEN_KEYS USHER_TICKET_KEYS; do
        grep -q "^$name=" "$env" || echo "$name=k1:$(random_word 32)" >>"$env"
    done
}

load_environment() {
    set -a
    # shellcheck disable=SC1091
    source "$USHER_HOME/usher.env"
    set +a
    export USHER_REDIS_URL
    USHER_REDIS_URL=$(redis_url)
}

# Starts one program of Usher's own as NAME with settings of its own, anew when the program or any
# setting changed.
start_program() {
    local name=$1 stop=$2 program=$3 stamp
    shift 3
    load_environment
    stamp=$({ cat "$BIN/$program" && env "$@" | grep '^USHER_' | sort; } | digest)
    daemon_ensure "$name" "$stop" "$stamp" env "$@" "$BIN/$program"
}

start_pool() {
    start_program "$1-workers" "stop_$1_workers" usher-worker "USHER_LISTEN=$RUN/$1.sock" \
        "USHER_PROCESSES=$USHER_WORKERS" "USHER_DATABASE_URL=$(database_url usher_worker)"
    daemon_await "$1-workers" test -S "$RUN/$1.sock"
}

# Longer than a worker may take to finish what is in flight.
stop_pool() {
    daemon_stop "$1-workers" TERM $((${USHER_STOP_SECONDS:-10} + 10))
    rm -f "$RUN/$1.sock"
}

start_queue_workers() { start_pool queue; }
start_money_workers() { start_pool money; }
stop_queue_workers() { stop_pool queue; }
stop_money_workers() { stop_pool money; }

start_scheduler() {
    start_program "scheduler-$1" "stop_scheduler_$1" usher-scheduler \
        "USHER_DATABASE_URL=$(database_url usher_scheduler)" "USHER_BOARD_DIR=$RUN/board" \
        "USHER_PUBLISH_URL=unix:$RUN/publish/nginx.sock"
}

start_scheduler_1() { start_scheduler 1; }
start_scheduler_2() { start_scheduler 2; }
stop_scheduler_1() { daemon_stop scheduler-1 TERM 20; }
stop_scheduler_2() { daemon_stop scheduler-2 TERM 20; }

# An idle kept connection pins the worker process that accepted it, so nginx's two processes
# together keep fewer than a pool has.
keepalive_directive() {
    local kept=$(((USHER_WORKERS - 1) / 2))
    ((kept == 0)) || echo "keepalive $kept;"
}

# Each listener is an open file of nginx: it gets what the system allows, up to what is of use.
open_files() {
    local most
    most=$(ulimit -Hn)
    [[ $most != unlimited ]] && ((most < 32768)) || most=32768
    echo "$most"
}

nginx_config() {
    sed -e "s|@RUN@|$RUN|g" -e "s|@HOME@|$USHER_HOME|g" -e "s|@LOG@|$LOG|g" \
        -e "s|@OPEN_FILES@|$(open_files)|g" \
        -e "s|@NGINX@|$CHECKOUT/nginx|g" -e "s|@LISTEN@|$USHER_BIND:$USHER_PORT|g" \
        -e "s|@KEEPALIVE@|$(keepalive_directive)|g" -e "s|@AUTH_RATE@|$USHER_AUTH_RATE|g" \
        -e "s|@AUTH_BURST@|$((2 * USHER_AUTH_RATE))|g" -e "s|@STREAMS@|$USHER_STREAMS|g" \
        -e "s|@USER@|$( ((EUID)) || echo 'user root;')|g" "$CHECKOUT/nginx/usher.conf.in"
}

nginx_answers() {
    curl -s -o /dev/null --max-time 2 "$(base_url)/"
}

start_nginx() {
    local command=(nginx -p "$USHER_HOME/nginx" -e "$LOG/nginx.log" -c "$RUN/nginx.conf")
    nginx_config >"$RUN/nginx.conf"
    "${command[@]}" -t -q 9>&- || die "nginx refuses $RUN/nginx.conf."
    daemon_ensure nginx stop_nginx "$(cat "$RUN/nginx.conf" "$CHECKOUT"/nginx/snippets/*.conf | digest)" "${command[@]}"
    daemon_await nginx nginx_answers
}

# SIGQUIT lets nginx finish the requests it has. The socket of one that was killed would bar the next.
stop_nginx() {
    daemon_stop nginx QUIT 20
    rm -f "$RUN/publish/nginx.sock"
}

service_start() { "start_${1//-/_}"; }
service_stop() { "stop_${1//-/_}"; }

check_services() {
    local name
    for name in "$@"; do
        [[ " ${SERVICES[*]} " == *" $name "* ]] || die "No service is named '$name': ${SERVICES[*]}."
    done
}
