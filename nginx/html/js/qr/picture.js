// picture.js -- what is dark and what is light in a picture in gray, measured by what is around it, so that neither
// a shadow nor a bright screen matters; and the bars that a line through it crosses.

const BLOCK = 8; // pixels; what is around is reckoned in blocks

// Sums over the blocks from the upper left corner up to each, with an empty row and column before them.
function blockSums({pixels, width, height}, across, down) {
    const sums = new Uint32Array((across + 1) * (down + 1));
    for (let y = 0; y < height; y++) {
        const row = ((y >> 3) + 1) * (across + 1) + 1;
        for (let x = 0; x < width; x++) {
            sums[row + (x >> 3)] += pixels[y * width + x];
        }
    }
    for (let j = 1; j <= down; j++) {
        for (let i = 1, row = j * (across + 1), line = 0; i <= across; i++) {
            line += sums[row + i];
            sums[row + i] = sums[row + i - across - 1] + line;
        }
    }
    return sums;
}

// Of each block the mean of the blocks around it, so many to each side.
function limitsOf(picture, reach) {
    const [across, down] = [picture.width, picture.height].map((side) => Math.ceil(side / BLOCK));
    const sums = blockSums(picture, across, down);
    const limits = new Float32Array(across * down);
    for (let j = 0; j < down; j++) {
        const [top, bottom] = [Math.max(0, j - reach), Math.min(down, j + reach + 1)];
        const height = Math.min(picture.height, bottom * BLOCK) - top * BLOCK;
        for (let i = 0; i < across; i++) {
            const [left, right] = [Math.max(0, i - reach), Math.min(across, i + reach + 1)];
            const sum = sums[bottom * (across + 1) + right] - sums[bottom * (across + 1) + left]
                - sums[top * (across + 1) + right] + sums[top * (across + 1) + left];
            limits[j * across + i] = sum / height / (Math.min(picture.width, right * BLOCK) - left * BLOCK);
        }
    }
    return {limits, across};
}

/**
 * A picture {pixels, width, height} in black and white: isDark(x, y) of a point, and depth(x, y), by how much it is
 * darker than what is around it. `reach` is how many blocks around are looked at.
 */
export function inkOf({pixels, width, height}, reach) {
    const {limits, across} = limitsOf({pixels, width, height}, reach);
    const dark = new Uint8Array(width * height);
    for (let y = 0, at = 0; y < height; y++) {
        for (let x = 0; x < width; x++, at++) {
            dark[at] = pixels[at] < limits[(y >> 3) * across + (x >> 3)];
        }
    }
    const isIn = (x, y) => x >= 0 && y >= 0 && x < width && y < height;
    const isDark = (x, y) => isIn(x, y) && dark[Math.floor(y) * width + Math.floor(x)] === 1;
    const depth = (x, y) => (isIn(x, y)
        ? limits[(y >> 3) * across + (x >> 3)] - pixels[Math.floor(y) * width + Math.floor(x)] : 0);
    return {dark, width, height, isIn, isDark, depth};
}
