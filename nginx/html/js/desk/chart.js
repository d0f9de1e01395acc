// chart.js -- a line over time, at most ten minutes, drawn by hand. What it shows is also said in words beside it.

const NAMESPACE = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [600, 100];
export const SPAN_SECONDS_MAX = 600;
const GAP_SECONDS = 5; // between two samples: nobody looked meanwhile, and no line is drawn

function svg(name, properties, ...children) {
    const node = document.createElementNS(NAMESPACE, name);
    Object.entries(properties).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...children);
    return node;
}

/** The stretches without a gap, of samples {at, value} in the order of time; `at` is in seconds. */
export function stretches(samples) {
    const found = [];
    let last = -Infinity;
    for (const sample of samples) {
        if (sample.at - last > GAP_SECONDS) {
            found.push([]);
        }
        found.at(-1).push(sample);
        last = sample.at;
    }
    return found;
}

/**
 * An empty chart: {node, draw(samples, {now, span, top})}: the `span` seconds before `now`, and values from 0 to `top`.
 */
export function newChart() {
    const line = svg("path", {class: "line"});
    const area = svg("path", {class: "area"});
    const base = svg("line", {class: "base", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT});
    const node = svg("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true"},
        area, base, line);

    function draw(samples, {now, span, top}) {
        const x = ({at}) => (WIDTH * (1 - (now - at) / span)).toFixed(1);
        const y = ({value}) => (HEIGHT * (1 - value / top)).toFixed(1);
        const paths = stretches(samples).map((stretch) =>
            [stretch, stretch.map((sample) => `${x(sample)} ${y(sample)}`).join("L")]);
        line.setAttribute("d", paths.map(([, points]) => `M${points}`).join(""));
        area.setAttribute("d", paths.map(([stretch, points]) =>
            `M${x(stretch[0])} ${HEIGHT}L${points}L${x(stretch.at(-1))} ${HEIGHT}Z`).join(""));
    }

    return {node, draw};
}
