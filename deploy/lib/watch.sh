# shellcheck shell=bash
# watch.sh -- a Prometheus beside Usher, for deploy/up --watch. Sourced by services.sh, never run.

# There is one in this home from the first `deploy/up --watch` on.
WATCH_WANTED=$USHER_HOME/prometheus
PROMETHEUS_KEPT=15d

watch_is_wanted() {
    [[ -d $WATCH_WANTED ]]
}

want_watch() {
    watch_is_wanted || SERVICES+=(prometheus)
    mkdir -p "$WATCH_WANTED"
}

prometheus_targets() {
    local name
    for name in "${SERVICES[@]}"; do
        [[ $name == *-workers || $name == scheduler-* ]] || continue
        echo "      - targets: [\"127.0.0.1:$(metrics_port "$name")\"]"
        echo "        labels: {service: \"$name\"}"
    done
}

prometheus_config() {
    local targets
    targets=$(prometheus_targets)
    sed -e "s|@WATCH@|$CHECKOUT/deploy/watch|" "$CHECKOUT/deploy/watch/prometheus.yml.in" |
        awk -v targets="$targets" '$0 == "@TARGETS@" {print targets; next} {print}'
}

prometheus_url() {
    echo "http://127.0.0.1:$(metrics_port prometheus)"
}

prometheus_answers() {
    curl -fs -o /dev/null --max-time 2 "$(prometheus_url)/-/ready"
}

start_prometheus() {
    local command file=$RUN/prometheus.yml
    type -P prometheus >/dev/null || die "Prometheus is not installed; deploy/install-deps watch installs it."
    account_folders "$WATCH_WANTED"
    account_files "$file"
    prometheus_config >"$file"
    as_daemon
    command=("${AS_ACCOUNT[@]}" prometheus "--config.file=$file" "--storage.tsdb.path=$WATCH_WANTED"
        "--storage.tsdb.retention.time=$PROMETHEUS_KEPT" "--web.listen-address=127.0.0.1:$(metrics_port prometheus)"
        --log.level=warn)
    daemon_ensure prometheus "$({ cat "$file" "$CHECKOUT/deploy/watch/alerts.yml" && echo "${command[*]}"; } | sha256sum)" \
        "${command[@]}"
    daemon_await prometheus prometheus_answers
}

stop_prometheus() {
    daemon_stop prometheus 30
}
