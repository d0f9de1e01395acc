# shellcheck shell=bash
# node.sh -- brings Node.js and the npm packages that the tests and benches are written with. Sourced, never run.
#
# The machine's own Node.js is taken when it is new enough (NODE_OLDEST). Otherwise npm brings one into
# tests/node/node_modules; nothing of the machine changes. NODE is then the one to call: Debian's npm works with
# Debian's Node.js only, so PATH stays as it is.

NODE_OLDEST=20.19.0
export NODE=${NODE:-}

node_is_new_enough() {
    local version
    version=$("$1" --version 2>/dev/null) &&
        [[ $(printf '%s\n' "v$NODE_OLDEST" "$version" | sort -V | head -n 1) == "v$NODE_OLDEST" ]]
}

# What a package-lock.json names, installed beside it unless it is there already.
install_locked() {
    local lock=$1/package-lock.json copy=$1/node_modules/.installed-lock
    cmp -s "$lock" "$copy" || { npm ci --prefix "$1" && cp "$lock" "$copy"; }
}

find_node() {
    local candidate
    for candidate in "$(type -P node)" "$PWD"/tests/node/node_modules/node-linux-*/bin/node; do
        node_is_new_enough "$candidate" && NODE=$candidate && return 0
    done
    return 1
}

# Called from the checkout's folder.
bring_node() {
    find_node || { install_locked tests/node && find_node; } || {
        echo "The tests need Node.js $NODE_OLDEST or newer; this machine has $(node --version 2>/dev/null || echo none)," \
            "and npm could not bring one."
        return 1
    }
    install_locked tests || {
        echo "The npm packages of tests/package-lock.json could not be installed."
        return 1
    }
}
