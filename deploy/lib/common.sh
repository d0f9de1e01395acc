# shellcheck shell=bash
# common.sh -- where everything lies, and the words every script here uses. Sourced, never run.
#
#   USHER_HOME       the data, the logs and the secrets of one installation (<checkout>/.usher)
#   USHER_BIND       the address nginx listens on (127.0.0.1)
#   USHER_PORT       its port (8080)
#   USHER_WORKERS    FastCGI processes of a whole pool (8; 6 on one or two cores); see deploy/pools
#   USHER_BUILD      a directory with programs that are built already; without it they are built
#   USHER_AUTH_RATE  sign-ins that one address may try each second (10)
#   USHER_REGISTER_RATE  accounts that one address may make each minute (30)
#   USHER_STREAMS    event streams of boards that one address may have open (1000)
#   USHER_METRICS_PORTS  the ports of this machine among which each program finds one for its metrics (29000-29999)
#   USHER_TIME_ZONE  where the house is, of workers, schedulers and usherctl (Asia/Seoul, where the demo is)
#   USHER_TRUSTED_PROXIES  addresses or networks, between commas, whose X-Forwarded-For says who the client is (none)

source "$(dirname "${BASH_SOURCE[0]}")/account.sh"

umask 077
export PATH="$PATH:/usr/sbin:/sbin"

CHECKOUT=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
export USHER_HOME
USHER_HOME=$(realpath -m "${USHER_HOME:-$CHECKOUT/.usher}")
USHER_BIND=${USHER_BIND:-127.0.0.1}
USHER_PORT=${USHER_PORT:-8080}
CORES=$(nproc)
USHER_WORKERS=${USHER_WORKERS:-$((CORES > 2 ? 8 : 6))}
USHER_AUTH_RATE=${USHER_AUTH_RATE:-10}
USHER_REGISTER_RATE=${USHER_REGISTER_RATE:-30}
USHER_STREAMS=${USHER_STREAMS:-1000}
USHER_METRICS_PORTS=${USHER_METRICS_PORTS:-29000-29999}
USHER_TRUSTED_PROXIES=${USHER_TRUSTED_PROXIES:-}
export USHER_TIME_ZONE=${USHER_TIME_ZONE:-Asia/Seoul}
BIN=$(realpath -m "${USHER_BUILD:-$CHECKOUT/build/release}")
LOG=$USHER_HOME/log
CREDENTIALS=$USHER_HOME/credentials.json

say() {
    printf '%s\n' "$*"
}

die() {
    printf 'usher: %s\n' "$*" >&2
    exit 1
}

# A unix socket's path has 107 bytes and configuration files have their own ideas of quoting. A home
# whose path does not fit gets its sockets in a private folder with a short name.
run_directory() {
    if ((${#USHER_HOME} > 70)) || [[ $USHER_HOME =~ [^A-Za-z0-9/._-] ]]; then
        echo "/tmp/usher-$(id -u)-$(sha256sum <<<"$USHER_HOME" | head -c 12)"
    else
        echo "$USHER_HOME/run"
    fi
}
RUN=$(run_directory)
SOCKETS=$RUN/sockets

check_number() {
    local name=$1 lowest=$2 highest=$3
    [[ ${!name} =~ ^[1-9][0-9]{0,5}$ ]] && ((${!name} >= lowest && ${!name} <= highest)) ||
        die "$name must be a whole number from $lowest to $highest, not '${!name}'."
}

check_settings() {
    check_number USHER_PORT 1 65535
    check_number USHER_WORKERS 1 256
    check_number USHER_AUTH_RATE 1 999999
    check_number USHER_REGISTER_RATE 1 999999
    check_number USHER_STREAMS 1 65535
    [[ $USHER_METRICS_PORTS =~ ^[1-9][0-9]{3,4}-[1-9][0-9]{3,4}$ ]] ||
        die "USHER_METRICS_PORTS must be the first and the last port, as in 29000-29999, not '$USHER_METRICS_PORTS'."
    [[ $USHER_TRUSTED_PROXIES =~ ^([0-9A-Fa-f.:]+(/[0-9]+)?([, ]+|$))*$ ]] ||
        die "USHER_TRUSTED_PROXIES must be addresses or networks between commas, not '$USHER_TRUSTED_PROXIES'."
    [[ $USHER_BIND =~ ^[][0-9A-Za-z.:-]+$ ]] || die "USHER_BIND is no address: '$USHER_BIND'."
    [[ $CHECKOUT$USHER_HOME != *[\"\$\\\'[:cntrl:]]* ]] ||
        die "The paths of the checkout and of USHER_HOME must be free of quotes, \$ and backslashes."
}

# What root starts runs as another account, which must be able to pass through; nobody may list.
folder_mode() {
    if ((EUID)); then echo 700; else echo 711; fi
}

make_home() {
    mkdir -p "$USHER_HOME" "$LOG" "$USHER_HOME/bin"
    chmod "$(folder_mode)" "$USHER_HOME" "$LOG"
    chmod 755 "$USHER_HOME/bin"
    mkdir "$RUN" 2>/dev/null || true
    [[ -d $RUN && ! -L $RUN && -O $RUN ]] || die "$RUN is not a folder of this account."
    chmod "$(folder_mode)" "$RUN"
    account_folders "$SOCKETS" "$RUN/board" "$RUN/publish" "$USHER_HOME/nginx"
    [[ $RUN == "$USHER_HOME/run" ]] || ln -sfn "$RUN" "$USHER_HOME/run"
}

# One up or down at a time. Daemons are started with this descriptor closed.
take_lock() {
    exec 9>"$USHER_HOME/lock"
    flock -w 300 9 || die "Another up or down of $USHER_HOME is at work."
}

# Where a program on this machine reaches nginx.
local_host() {
    case $USHER_BIND in
    0.0.0.0 | '[::]') echo 127.0.0.1 ;;
    *) echo "$USHER_BIND" ;;
    esac
}

base_url() {
    echo "http://$(local_host):$USHER_PORT"
}

database_url() {
    echo "postgresql://$1@/usher?host=$RUN/postgres"
}

redis_url() {
    echo "unix:$SOCKETS/redis.sock"
}

random_word() {
    head -c "$1" /dev/urandom | base64 -w 0 | tr '+/' '-_' | tr -d '='
}

# credentials.json is written by deploy/up alone, with one member a line.
credentials_url() {
    sed -n 's/.*"url": "\([^"]*\)".*/\1/p' "$CREDENTIALS"
}

credential() {
    sed -n "s/.*\"$1\".*\"$2\": *\"\([^\"]*\)\".*/\1/p" "$CREDENTIALS"
}

wait_for() {
    local seconds=$1 deadline
    shift
    deadline=$((SECONDS + seconds))
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < deadline)) || return 1
        sleep 0.1
    done
}
