# shellcheck shell=bash
# account.sh -- whose processes these are. Sourced, never run.
#
# Root gives root away: what runs does so as the account of Debian's Postgres, which owns what it writes and nothing
# else. Another account runs everything as itself.

ACCOUNT=postgres

# The bits of capabilities(7), by which a program looks into a folder that its account cannot reach, and root into what
# another account's process has open.
CAP_DAC_OVERRIDE=1
CAP_DAC_READ_SEARCH=2
CAP_SYS_PTRACE=19

may_have() {
    local word value
    while read -r word value; do
        [[ $word != CapBnd: ]] || break
    done </proc/self/status
    (((0x$value >> $1) & 1))
}

# The words before a command that is to run as the account, with these capabilities, and no way to more.
as_account() {
    local capability kept=-all
    for capability in "$@"; do
        kept+=,+$capability
    done
    AS_ACCOUNT=()
    ((EUID == 0)) || return 0
    AS_ACCOUNT=(setpriv "--reuid=$ACCOUNT" "--regid=$ACCOUNT" --init-groups --no-new-privs
        "--bounding-set=$kept" "--inh-caps=$kept")
    (($# == 0)) || AS_ACCOUNT+=("--ambient-caps=${kept#-all,}")
}

account_reaches() {
    "${AS_ACCOUNT[@]}" test -x "$USHER_HOME/bin" && "${AS_ACCOUNT[@]}" test -r "$CHECKOUT/nginx/html/index.html"
}

# Where the account cannot even reach the home or the checkout (say, under /root), a daemon may pass through what bars
# others, and reads there; what it writes is its own all the same.
find_passage() {
    PASSAGE=()
    passage_is_known=yes
    as_account
    ((EUID == 0)) && ! account_reaches || return 0
    if may_have $CAP_DAC_READ_SEARCH; then PASSAGE=(dac_read_search); else PASSAGE=(dac_override); fi
}

# AS_ACCOUNT for a daemon that needs these capabilities besides.
as_daemon() {
    [[ -n ${passage_is_known:-} ]] || find_passage
    as_account "${PASSAGE[@]}" "$@"
}

# Folders that the account may write into, and others may not enter. What an older Usher or a copy by hand has left to
# root in them becomes the account's.
account_folders() {
    mkdir -p "$@"
    chmod 700 "$@"
    ((EUID)) || [[ -z $(find "$@" ! -user "$ACCOUNT" -print -quit) ]] || chown -hR "$ACCOUNT:" "$@"
}

# Files for it to read or, logs, to write. Their folders stay root's, so that nobody else puts a link there.
account_files() {
    local file
    for file in "$@"; do
        [[ -e $file ]] || : >"$file"
    done
    ((EUID)) || chown "$ACCOUNT:" "$@"
}
