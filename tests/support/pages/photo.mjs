// photo.mjs -- photographs of a drawing {side, pixels}, as the camera of a telephone takes them: by the way that the
// light of each pixel came, and then what a lens and a sensor do to it.

const SIDE = 480;
const DISTANCE = 2.5; // of the camera, in widths of the drawing
const RAYS = 2; // across each pixel, and down
const WALL = 90; // gray, around the drawing

/** Numbers from 0 up to 1 that are the same at every run. */
export function randomOf(seed) {
    let state = seed * 2654435761 % 4294967296;
    return () => {
        state = (state * 1664525 + 1013904223) % 4294967296;
        return state / 4294967296;
    };
}

// Where in a drawing, its middle being (0, 0) and its width 1, the ray of a point of the photograph comes from.
function lensOf({turn, tilt: [aside, back]}) {
    const [t, a, b] = [turn, aside, back].map((degrees) => degrees * Math.PI / 180);
    const [right, down] = [[Math.cos(a), Math.sin(b) * Math.sin(a), Math.sin(a) * Math.cos(b)],
        [0, Math.cos(b), -Math.sin(b)]];
    const across = right.map((x, i) => Math.cos(t) * x + Math.sin(t) * down[i]);
    const along = right.map((x, i) => Math.cos(t) * down[i] - Math.sin(t) * x);
    const normal = [across[1] * along[2] - across[2] * along[1], across[2] * along[0] - across[0] * along[2],
        across[0] * along[1] - across[1] * along[0]];
    return (x, y) => {
        const far = DISTANCE * normal[2] / (x * normal[0] + y * normal[1] + DISTANCE * normal[2]);
        const depth = DISTANCE * far - DISTANCE;
        return [across, along].map((axis) => x * far * axis[0] + y * far * axis[1] + depth * axis[2]);
    };
}

function expose({side, pixels}, {share, wall, ...view}) {
    const lens = lensOf(view);
    const light = new Float32Array(SIDE * SIDE);
    for (let row = 0.5; row < SIDE * RAYS; row++) {
        for (let column = 0.5; column < SIDE * RAYS; column++) {
            const [u, v] = lens((column / RAYS / SIDE - 0.5) / share, (row / RAYS / SIDE - 0.5) / share);
            const [x, y] = [Math.floor((u + 0.5) * side), Math.floor((v + 0.5) * side)];
            const gray = x >= 0 && y >= 0 && x < side && y < side ? pixels[y * side + x] : wall;
            light[Math.floor(row / RAYS) * SIDE + Math.floor(column / RAYS)] += gray / RAYS / RAYS;
        }
    }
    return light;
}

// Each pixel becomes a mean of those along a line, by the bell curve.
function blurAlong(light, sigma, step) {
    const reach = Math.ceil(2 * sigma);
    const weights = Array.from({length: 2 * reach + 1}, (_, i) => Math.exp(-((i - reach) ** 2) / 2 / sigma ** 2));
    const whole = weights.reduce((sum, weight) => sum + weight);
    const result = new Float32Array(light.length);
    for (let at = 0; at < light.length; at++) {
        for (let i = 0; i <= 2 * reach; i++) {
            result[at] += weights[i] / whole * (light[at + (i - reach) * step] ?? light[at]);
        }
    }
    return result;
}

const blurred = (light, sigma) => (sigma ? blurAlong(blurAlong(light, sigma, 1), sigma, SIDE) : light);

/**
 * A photograph: `share` of its width is the drawing's, turned by `turn` degrees, and tilted by `tilt` [aside, back];
 * `wall` is the gray around it. Then it is dimmed by dim(x, y), both 0 to 1, blurred by `blur` pixels and given `noise`
 * (gray levels, as a standard deviation). {pixels, width, height}.
 */
export function photograph(drawing, {
    share = 0.75, turn = 0, tilt = [0, 0], wall = WALL, dim = () => 1, blur = 0.6, noise = 3, seed = 1,
} = {}) {
    const random = randomOf(seed);
    const bell = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const light = blurred(expose(drawing, {share, turn, tilt, wall}), blur);
    const pixels = Uint8ClampedArray.from(light, (gray, i) =>
        (20 + 0.8 * gray) * dim(i % SIDE / SIDE, Math.floor(i / SIDE) / SIDE) + noise * bell());
    return {pixels, width: SIDE, height: SIDE};
}
