// figures.mjs -- medians and their spread, and tables in Markdown.

export function median(values) {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value below which this share of the others lies. */
export function quantile(values, share) {
    return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))];
}

/** {median, least, most} of some figures. */
export function spread(values) {
    return {median: median(values), least: Math.min(...values), most: Math.max(...values)};
}

/** A number with as many digits as say something. */
export function short(number) {
    if (number === null || number === undefined || Number.isNaN(number)) {
        return "–";
    }
    const digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2;
    return number.toLocaleString("en", {maximumFractionDigits: digits, minimumFractionDigits: digits});
}

export function shortSpread(values, digits = short) {
    const {median: middle, least, most} = spread(values);
    return values.length > 1 ? `${digits(middle)} (${digits(least)}–${digits(most)})` : digits(middle);
}

/** Rows of texts as a table that reads well unrendered too; the first column is words, the others numbers. */
export function table(titles, rows) {
    const widths = titles.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at].length)));
    const line = (cells) => `| ${cells.map((cell, at) =>
        (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(" | ")} |`;
    return [line(titles), `|${widths.map((width, at) =>
        (at === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`, ...rows.map(line)].join("\n");
}
