// seat-tiers.js -- the drawing of a hall of which only sections and the lengths of their rows are known. Sections stand
// one behind the other, as the organiser named them, the stage in front; a hall that would be too deep for its width
// has some of them side by side.

const AISLE = 1.5;

/** How long a text is, in its own height. Letters of Korean are as wide as they are high. */
export function lengthOf(text) {
    return Array.from(text).reduce((sum, letter) => sum + (letter.codePointAt(0) > 0x1100 ? 1 : 0.62), 0);
}

// Sections in tiers, each tier as wide as the limit lets it be.
function tiersOf(blocks, limit) {
    const tiers = [];
    for (const block of blocks) {
        const tier = tiers.at(-1);
        if (tier && tier.width + AISLE + block.width <= limit) {
            tier.blocks.push(block);
            tier.width += AISLE + block.width;
            tier.depth = Math.max(tier.depth, block.depth);
        } else {
            tiers.push({blocks: [block], width: block.width, depth: block.depth});
        }
    }
    return tiers;
}

function rowsOf(block, left, top) {
    return block.rows.map((row, i) => {
        const x = left + (block.width - row.seats) / 2 + 0.5;
        const places = Array.from({length: row.seats}, (_, place) => place);
        return {...row, section: block, xs: places.map((place) => x + place), ys: places.map(() => top + i + 0.5)};
    });
}

function widthLimit(blocks) {
    const widest = Math.max(...blocks.map(({width}) => width));
    const depth = blocks.reduce((sum, block) => sum + block.depth + AISLE, 0);
    return depth <= 1.6 * widest ? widest : Math.max(widest, Math.sqrt(1.2 * widest * depth));
}

/** Where the stage is in a drawing that has none of its own. */
export function stageIn({width, head}) {
    const across = Math.max(6, width * 0.6);
    return {x: (width - across) / 2, y: head * 0.2, width: across, height: head * 1.1};
}

/** The drawing of a seatmap without a plan, as seat-plan.js has it. */
export function drawTiers({sections}) {
    const blocks = sections.map((section) => ({
        ...section, width: Math.max(...section.rows.map(({seats}) => seats)), depth: section.rows.length,
    }));
    const tiers = tiersOf(blocks, widthLimit(blocks));
    const width = Math.max(...tiers.map((tier) => tier.width), 8) + 2 * AISLE;
    const head = Math.max(1.6, width / 18); // above a section, for its name
    const drawing = {
        width, head, depth: head * 1.8, slant: Infinity, stage: stageIn({width, head}), areas: [], names: [], rows: [],
    };
    for (const tier of tiers) {
        let left = (width - tier.width) / 2;
        for (const block of tier.blocks) {
            const top = drawing.depth + head;
            const middle = left + block.width / 2;
            const size = Math.min(head, (block.width + AISLE * 0.8) / lengthOf(block.name));
            drawing.names.push({text: block.name, x: middle, y: top - head * 0.3, size});
            drawing.rows.push(...rowsOf(block, left, top));
            left += block.width + AISLE;
        }
        drawing.depth += head + tier.depth + AISLE;
    }
    return drawing;
}
