# shellcheck shell=bash
# port.sh -- a port of the loopback that nobody answers at. Sourced, never run.
#
# Lanes of one test run begin at the same moment: each has ports of its own.

export USHER_METRICS_PORTS
USHER_METRICS_PORTS=$((10000 + 3000 * ${USHER_TEST_LANE:-0}))-$((12999 + 3000 * ${USHER_TEST_LANE:-0}))

free_port() {
    local port first=$((20000 + 3000 * ${USHER_TEST_LANE:-0}))
    for port in $(shuf -i "$first-$((first + 2999))" -n 50); do
        (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}

# PORT: one that is spoken for, though nobody answers there yet.
free_port_beside() {
    local port
    until port=$(free_port) && [[ $port != "$1" ]]; do
        :
    done
    echo "$port"
}
