# shellcheck shell=bash
# pools.sh -- what deploy/pools says, for deploy/up and for nginx. Sourced, never run.

POOL_TABLE=$CHECKOUT/deploy/pools

POOLS=()
declare -A pool_share pool_waiting pool_kept pool_nice

read_pools() {
    local word name share waiting kept nice _
    while read -r word name share waiting kept nice _; do
        [[ $word == pool ]] || continue
        POOLS+=("$name")
        pool_share[$name]=$share
        pool_waiting[$name]=$waiting
        pool_kept[$name]=$kept
        pool_nice[$name]=$nice
    done <"$POOL_TABLE"
}
read_pools

pool_processes() {
    local share=${pool_share[$1]}
    case $share in
    cores) echo "$((CORES < 4 ? CORES : 4))" ;;
    *) echo "$(((USHER_WORKERS * ${share%'%'} + 99) / 100))" ;;
    esac
}

all_processes() {
    local name sum=0
    for name in "${POOLS[@]}"; do
        sum=$((sum + $(pool_processes "$name")))
    done
    echo "$sum"
}

# How many connections one of its processes holds at once.
pool_connections() {
    local processes
    processes=$(pool_processes "$1")
    ((${pool_kept[$1]} > 0)) && echo "$(((${pool_waiting[$1]} + processes - 1) / processes))" || echo 1
}

pool_keepalive() {
    ((${pool_kept[$1]} > 0)) || return 0
    echo "    keepalive ${pool_kept[$1]};"
    echo "    include \"$CHECKOUT/nginx/snippets/kept-connections.conf\";"
}

# Each pool is one socket, named twice so that a request that is safe to repeat gets a second try when a worker dies
# under it.
pool_upstream() {
    echo "upstream usher_$1 {"
    echo "    server \"unix:$SOCKETS/$1.sock\" max_fails=0;"
    echo "    server \"unix:$SOCKETS/$1.sock\" max_fails=0;"
    pool_keepalive "$1"
    echo "}"
}

# The map from "METHOD address" to the pool.
pool_map() {
    # shellcheck disable=SC2016  # nginx's variables
    echo 'map "$request_method $uri" $usher_pool {'
    awk '$1 != "pool" && $1 !~ /^#/ && NF >= 3 {
        methods = $2; address = $3
        gsub(/,/, "|", methods); sub(/^\*$/, "[A-Z]+", methods)
        gsub(/\./, "\\.", address); gsub(/\*\*/, "\001", address)
        gsub(/\*/, "[^/]+", address); gsub(/\001/, ".*", address)
        printf "    \"~^(?:%s) %s$\" usher_%s;\n", methods, address, $1
    }' "$POOL_TABLE"
    echo '}'
}

pools_config() {
    local name
    echo "# Made by deploy/up from deploy/pools. Included in http {}."
    pool_map
    for name in "${POOLS[@]}"; do
        pool_upstream "$name"
    done
}
