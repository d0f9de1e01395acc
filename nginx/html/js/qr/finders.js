// finders.js -- the three large squares in the corners of a QR code: whatever line goes through the middle of one
// crosses dark, light, dark, light and dark as 1:1:3:1:1 (ISO/IEC 18004:2015, 6.3.3 and clause 12).

const MODULES = [1, 1, 3, 1, 1];
const SIDE = 7; // modules
const SLACK = 0.5; // of a module, and of a pixel besides
const FINDERS_MAX = 12; // of four codes
const PIXELS_MIN = 12;

function isFinder(runs) {
    const module = (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / SIDE;
    return module * SIDE >= PIXELS_MIN && MODULES.every((modules, i) =>
        Math.abs(runs[i] - modules * module) < modules * (SLACK * module + SLACK));
}

// How many steps it is from a dark point to where its dark, the light after it and the dark after that end.
function edgesFrom(ink, {x, y}, dx, dy, longest) {
    const edges = [];
    for (let step = 1; edges.length < 3; step++) {
        const isDark = ink.isDark(x + dx * step, y + dy * step);
        if (isDark === (edges.length === 1)) {
            edges.push(step - 0.5);
        }
        if (step > longest) {
            return null;
        }
    }
    return edges;
}

/**
 * The square that a line in the direction (dx, dy) crosses at a point, all in steps of that: its `length`, and how far
 * `off` its middle is. Null where there is none.
 */
export function crossing(ink, point, dx, dy) {
    const longest = Math.max(ink.width, ink.height) / Math.hypot(dx, dy) / 2;
    const [ahead, behind] = [edgesFrom(ink, point, dx, dy, longest), edgesFrom(ink, point, -dx, -dy, longest)];
    if (!ahead || !behind) {
        return null;
    }
    const runs = [behind[2] - behind[1], behind[1] - behind[0], behind[0] + ahead[0], ahead[1] - ahead[0],
        ahead[2] - ahead[1]];
    return isFinder(runs) ? {length: ahead[2] + behind[2], off: (ahead[0] - behind[0]) / 2} : null;
}

// The middle of the square that a row crosses at a point: by columns and rows in turn, and by a slanting line.
function finderAt(ink, {x, y}) {
    let [width, height] = [0, 0];
    for (let i = 0; i < 3; i++) {
        const column = ink.isDark(x, y) && crossing(ink, {x, y}, 0, 1);
        y += column ? column.off : 0;
        const row = column && ink.isDark(x, y) && crossing(ink, {x, y}, 1, 0);
        if (!row) {
            return null;
        }
        x += row.off;
        [width, height] = [row.length, column.length];
    }
    const isSquare = width < 2.5 * height && height < 2.5 * width && ink.isDark(x, y)
        && (crossing(ink, {x, y}, 1, 1) || crossing(ink, {x, y}, 1, -1));
    return isSquare ? {x, y, size: (width + height) / 2, hits: 1} : null;
}

function isKnown(finders, {x, y}) {
    const known = finders.find((finder) => Math.hypot(finder.x - x, finder.y - y) < finder.size / 3);
    if (known) {
        known.hits++;
    }
    return Boolean(known);
}

// Each place where a row has the bars of a square.
function* barsOf({dark, width, height}) {
    for (let y = 0; y < height; y++) {
        const runs = [0, 0, 0, 0, 0];
        for (let x = 0, length = 0; x < width; x++) {
            const isDark = dark[y * width + x];
            length++;
            if (x + 1 < width && isDark === dark[y * width + x + 1]) {
                continue;
            }
            runs.shift();
            runs.push(length);
            length = 0;
            if (isDark && isFinder(runs)) {
                yield {x: x + 1 - runs[4] - runs[3] - runs[2] / 2, y: y + 0.5};
            }
        }
    }
}

/** The squares in a picture, the surest first: their middles and sizes. */
export function findFinders(ink) {
    const finders = [];
    for (const point of barsOf(ink)) {
        if (!isKnown(finders, point)) {
            const found = finderAt(ink, point);
            if (found && !isKnown(finders, found)) {
                finders.push(found);
            }
        }
    }
    return finders.sort((a, b) => b.hits - a.hits).slice(0, FINDERS_MAX);
}

// Three squares as the corners of a code: [upper left, upper right, lower left], and how far they are from a square's.
function cornersOf(three) {
    const far = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
    const [corner, one, other] = three.map((each, i) => ({each, facing: far(three[(i + 1) % 3], three[(i + 2) % 3])}))
        .sort((a, b) => b.facing - a.facing).map(({each}) => each);
    const [ax, ay, bx, by] = [one.x - corner.x, one.y - corner.y, other.x - corner.x, other.y - corner.y];
    const [a, b] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
    const turn = ax * by - ay * bx;
    const sizes = three.map(({size}) => size);
    const oddity = Math.abs(ax * bx + ay * by) / (a * b) + Math.abs(Math.log(a / b))
        + Math.log(Math.max(...sizes) / Math.min(...sizes));
    return {oddity, corners: turn > 0 ? [corner, one, other] : [corner, other, one]};
}

/** Three squares each that may be the corners of a code, the likeliest first: [upper left, upper right, lower left]. */
export function likelyCorners(finders) {
    const found = finders.flatMap((one, i) => finders.slice(i + 1).flatMap((two, j) =>
        finders.slice(i + j + 2).map((three) => cornersOf([one, two, three]))));
    return found.sort((a, b) => a.oddity - b.oddity).map(({corners}) => corners);
}
