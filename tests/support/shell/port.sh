# shellcheck shell=bash
# port.sh -- a port of the loopback that nobody answers at. Sourced, never run.

free_port() {
    local port
    for port in $(shuf -i 20000-29999 -n 50); do
        (: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}
