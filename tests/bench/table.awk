# table.awk -- the results of tests/bench/run as a table: medians of the rounds.
#
# A line: name, requests, seconds, refused, lost, p50 ms, p99 ms, threads that stopped, Redis round trips. The floor of
# a name, "floor-of-NAME", was measured a moment before each of its rounds.
{
    round = ++rounds[$1]
    rate[$1, round] = $2 / $3
    p50[$1, round] = $6
    p99[$1, round] = $7
    requests[$1] += $2
    refused[$1] += $4 + $5
    stopped[$1] += $8
    trips[$1] += $9
}

function median_of(values, count,    i, j, swap) {
    for (i = 2; i <= count; i++)
        for (j = i; j > 1 && values[j - 1] > values[j]; j--) {
            swap = values[j]; values[j] = values[j - 1]; values[j - 1] = swap
        }
    return count % 2 ? values[(count + 1) / 2] : (values[count / 2] + values[count / 2 + 1]) / 2
}

function median(table, name,    i, values) {
    for (i = 1; i <= rounds[name]; i++) values[i] = table[name, i]
    return median_of(values, rounds[name])
}

function ratio(name, beside,    i, values) {
    for (i = 1; i <= rounds[name]; i++) values[i] = rate[name, i] / rate[beside, i]
    return median_of(values, rounds[name])
}

function row(title, name, wanted) {
    printf "%-16s %10.0f %10.0f %9.2f %7s %8.1f %8.1f %12.2f\n", title, median(rate, name),
        median(rate, "floor-of-" name), ratio(name, "floor-of-" name), wanted, median(p50, name),
        median(p99, name), trips[name] / requests[name]
    if (refused[name] || !requests[name]) {
        printf "  %d of %d were refused or lost\n", refused[name], requests[name]
        wrong = 1
    }
    if (stopped[name]) printf "  the rate is too low: there were too few people (BENCH_PEOPLE)\n"
}

END {
    printf "%-16s %10s %10s %9s %7s %8s %8s %12s\n", clients " clients", "requests/s", "the floor", "of floor",
        "wanted", "p50 ms", "p99 ms", "Redis trips"
    row("own queue entry", "look", "0.70")
    row("join", "join", "0.60")
    row("hold", "hold", "0.50")
    row("payment", "payment", "")
    printf "%-16s %10.0f   the payment is %.2f of it (wanted: 0.50)\n", "pgbench", median(rate, "pgbench"),
        ratio("payment", "pgbench")
    split(memory, kib, " ")
    printf "The largest worker has %.1f MB in memory, %.1f MB of it its own (wanted: 8).\n", kib[1] / 1024,
        kib[2] / 1024
    exit wrong
}
