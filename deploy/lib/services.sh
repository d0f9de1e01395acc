# shellcheck shell=bash
# services.sh -- the processes that make one Usher, each with how it starts and stops. Sourced.

source "$CHECKOUT/deploy/lib/pools.sh"
source "$CHECKOUT/deploy/lib/keep.sh"
source "$CHECKOUT/deploy/lib/daemon.sh"
source "$CHECKOUT/deploy/lib/watch.sh"

# In the order in which they start; they stop in the reverse one.
SERVICES=(postgres redis "${POOLS[@]/%/-workers}" scheduler-1 scheduler-2 nginx)
! watch_is_wanted || SERVICES+=(prometheus)

PG_DATA=$USHER_HOME/postgres
REDIS_DATA=$USHER_HOME/redis

# The signal that ends it well, where it is not TERM: Postgres disconnects its clients and loses nothing, nginx finishes
# what it has.
declare -A stop_signal=([postgres]=INT [nginx]=QUIT)

# Sets PG_BIN to the folder of PostgreSQL's programs, of the version that made the data, or else of the newest there is;
# to nothing where there is none.
find_postgres() {
    local major='*'
    [[ -z ${PG_BIN:-} ]] || return 0
    [[ ! -f $PG_DATA/PG_VERSION ]] || major=$(<"$PG_DATA/PG_VERSION")
    PG_BIN=$(compgen -G "/usr/lib/postgresql/$major/bin/postgres" | sort -V | tail -n 1) || true
    PG_BIN=${PG_BIN%/postgres}
}

# Data is never given to a server of another major version, which could not read it.
check_postgres() {
    local made_by
    find_postgres
    [[ -z $PG_BIN ]] || return 0
    [[ -f $PG_DATA/PG_VERSION ]] || die "PostgreSQL is not installed; deploy/install-deps installs it."
    made_by=$(<"$PG_DATA/PG_VERSION")
    die "The data in $PG_DATA was made by PostgreSQL $made_by, which is not installed. Install postgresql-$made_by," \
        "or bring the data to a newer version with pg_upgrade, or begin anew with deploy/up --fresh."
}

postgres_folders() {
    account_folders "$RUN/postgres"
    if [[ -d $PG_DATA ]]; then
        account_folders "$PG_DATA"
        return
    fi
    rm -rf "$PG_DATA.new"
    account_folders "$PG_DATA.new"
    # Only whoever reaches the socket's folder can connect, so the server need not ask again.
    (cd / && "${AS_ACCOUNT[@]}" "$PG_BIN/initdb" -D "$PG_DATA.new" -U postgres -E UTF8 \
        --locale=C.UTF-8 --auth-local=trust --auth-host=reject --data-checksums) \
        >"$LOG/initdb.log" 2>&1 || die "initdb failed: $(tail -n 5 "$LOG/initdb.log")"
    mv "$PG_DATA.new" "$PG_DATA"
}

superuser_sql() {
    find_postgres
    "$PG_BIN/psql" -X -q -At -v ON_ERROR_STOP=1 -h "$RUN/postgres" -U postgres "$@"
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
        "max_connections=$(($(all_processes) + ${#POOLS[@]} + 40))" shared_buffers=64MB max_wal_size=256MB
        synchronous_commit=on max_parallel_workers_per_gather=0 jit=off
        idle_in_transaction_session_timeout=10s)
    local command setting
    find_postgres
    command=("$PG_BIN/postgres" -D "$PG_DATA")
    for setting in "${settings[@]}"; do
        command+=(-c "$setting")
    done
    as_daemon
    postgres_folders
    command=("${AS_ACCOUNT[@]}" "${command[@]}")
    daemon_ensure postgres "$(sha256sum <<<"${command[*]}")" "${command[@]}"
    daemon_await postgres superuser_sql -d postgres -c 'SELECT 1'
    create_database
}

stop_postgres() {
    daemon_stop postgres 60
}

redis_config() {
    cat <<CONF
port 0
unixsocket $SOCKETS/redis.sock
unixsocketperm 700
dir "$REDIS_DATA"
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
    "$(redis_program cli)" -s "$SOCKETS/redis.sock" "$@"
}

redis_answers() {
    [[ $(redis_cli ping) == PONG ]]
}

start_redis() {
    local server
    server=$(redis_program server)
    account_folders "$REDIS_DATA"
    account_files "$RUN/redis.conf"
    redis_config >"$RUN/redis.conf"
    as_daemon
    daemon_ensure redis "$(sha256sum < <(cat "$RUN/redis.conf" && echo "${AS_ACCOUNT[*]}"))" \
        "${AS_ACCOUNT[@]}" "$server" "$RUN/redis.conf"
    daemon_await redis redis_answers
}

stop_redis() {
    daemon_stop redis 30
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

declare -A digests # of the programs

# The programs run from a copy, which s6 can start again while another is being built.
install_program() {
    local copy=$USHER_HOME/bin/$1
    [[ -z ${digests[$1]:-} ]] || return 0
    digests[$1]=$(sha256sum <"$BIN/$1")
    ! cmp -s "$BIN/$1" "$copy" || return 0
    install -m 755 -T "$BIN/$1" "$copy.new"
    mv "$copy.new" "$copy"
}

# Where a program tells of its health and what it has counted: a port of this machine that was free when it was first
# asked for, and is kept, so that whoever looks there finds it again.
metrics_port() {
    local name port ports=$USHER_HOME/metrics-ports
    local -A port_of=()
    [[ -e $ports ]] || : >"$ports"
    while read -r name port; do
        port_of[$name]=$port
    done <"$ports"
    if [[ -z ${port_of[$1]:-} ]]; then
        for port in $(shuf -i "$USHER_METRICS_PORTS" -n 50); do
            [[ " ${port_of[*]} " == *" $port "* ]] || (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
        done
        port_of[$1]=$port
        echo "$1 $port" >>"$ports"
    fi
    echo "${port_of[$1]}"
}

metrics_url() {
    echo "http://127.0.0.1:$(metrics_port "$1")/metrics"
}

# NAME NICE PROGRAM SETTING...: starts one program of Usher's own with settings of its own, anew when the program or
# any setting changed.
start_program() {
    local name=$1 nice=$2 program=$3 stamp command
    shift 3
    set -- "USHER_METRICS_LISTEN=127.0.0.1:$(metrics_port "$name")" "$@"
    load_environment
    as_daemon
    install_program "$program"
    command=("${AS_ACCOUNT[@]}" nice -n "$nice" env "$@" "$USHER_HOME/bin/$program")
    stamp=$({ echo "${digests[$program]}" && env "$@" | grep '^USHER_' | sort && echo "${command[*]}"; } | sha256sum)
    daemon_ensure "$name" "$stamp" "${command[@]}"
}

# A request makes and drops a hundred small pieces of memory: the C library keeps as many of a size at hand, not seven.
start_pool() {
    start_program "$1-workers" "${pool_nice[$1]}" usher-worker "USHER_POOL=$1" "USHER_LISTEN=$SOCKETS/$1.sock" \
        GLIBC_TUNABLES=glibc.malloc.tcache_count=100 \
        "USHER_PROCESSES=$(pool_processes "$1")" "USHER_WAITING=${pool_waiting[$1]}" \
        "USHER_CONNECTIONS=$(pool_connections "$1")" \
        "USHER_DATABASE_URL=$(database_url usher_worker)" \
        "USHER_WARM_PAYMENTS=$([[ $1 == money ]] && echo on || echo off)"
    daemon_await "$1-workers" test -S "$SOCKETS/$1.sock"
}

# Longer than a worker may take to finish what is in flight.
stop_pool() {
    daemon_stop "$1-workers" $((${USHER_STOP_SECONDS:-10} + 10))
    rm -f "$SOCKETS/$1.sock"
}

start_scheduler() {
    start_program "$1" 0 usher-scheduler \
        "USHER_DATABASE_URL=$(database_url usher_scheduler)" "USHER_BOARD_DIR=$RUN/board" \
        "USHER_PUBLISH_URL=unix:$RUN/publish/nginx.sock"
}

stop_scheduler() {
    daemon_stop "$1" 20
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
        -e "s|@AUTH_RATE@|$USHER_AUTH_RATE|g" -e "s|@AUTH_BURST@|$((2 * USHER_AUTH_RATE))|g" \
        -e "s|@REGISTER_RATE@|$USHER_REGISTER_RATE|g" \
        -e "s|@SESSION_RATE@|$((10 * USHER_AUTH_RATE))|g" -e "s|@SESSION_BURST@|$((20 * USHER_AUTH_RATE))|g" \
        -e "s|@STREAMS@|$USHER_STREAMS|g" -e "s|@ALL_STREAMS@|$(($(open_files) * 3 / 4))|g" \
        "$CHECKOUT/nginx/usher.conf.in"
}

# Whom nginx believes what X-Forwarded-For says. The last address in it that is none of theirs is the client's.
real_ip_config() {
    local proxy
    echo "# Made by deploy/up from USHER_TRUSTED_PROXIES. Included in http {}."
    for proxy in ${USHER_TRUSTED_PROXIES//,/ }; do
        echo "set_real_ip_from $proxy;"
    done
    echo "real_ip_header X-Forwarded-For;"
    echo "real_ip_recursive on;"
}

nginx_answers() {
    curl -s -o /dev/null --max-time 2 "$(base_url)/"
}

start_nginx() {
    local command stamp low_ports=()
    ((USHER_PORT >= 1024)) || low_ports=(net_bind_service)
    account_files "$RUN"/{nginx,pools,real-ip}.conf "$LOG/nginx.log"
    nginx_config >"$RUN/nginx.conf"
    pools_config >"$RUN/pools.conf"
    real_ip_config >"$RUN/real-ip.conf"
    as_daemon "${low_ports[@]}"
    command=("${AS_ACCOUNT[@]}" nginx -p "$USHER_HOME/nginx" -e "$LOG/nginx.log" -c "$RUN/nginx.conf")
    "${command[@]}" -t -q 9>&- || die "nginx refuses $RUN/nginx.conf."
    stamp=$({ cat "$RUN"/{nginx,pools,real-ip}.conf "$CHECKOUT"/nginx/snippets/*.conf && echo "${command[*]}"; } | sha256sum)
    daemon_ensure nginx "$stamp" "${command[@]}"
    daemon_await nginx nginx_answers
}

# The socket of one that was killed would bar the next.
stop_nginx() {
    daemon_stop nginx 20
    rm -f "$RUN/publish/nginx.sock"
}

service_start() {
    case $1 in
    *-workers) start_pool "${1%-workers}" ;;
    scheduler-*) start_scheduler "$1" ;;
    *) "start_$1" ;;
    esac
}

service_stop() {
    case $1 in
    *-workers) stop_pool "${1%-workers}" ;;
    scheduler-*) stop_scheduler "$1" ;;
    *) "stop_$1" ;;
    esac
}

check_services() {
    local name
    for name in "$@"; do
        [[ " ${SERVICES[*]} " == *" $name "* ]] || die "No service is named '$name': ${SERVICES[*]}."
    done
}
