// seat-plan.js -- where the seats of a show are in a drawing, and how they stand. Nothing here knows of a page.
//
// A plan is measured in seats: each is 1 wide and 1 deep. Sections stand one behind the other, as the organiser named
// them, the stage in front; a hall that would be too deep for its width has some of them side by side.

const AISLE = 1.5;
const LETTERS = {A: "free", H: "held", S: "sold"};

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
    return block.rows.map((row, i) => ({
        section: block.name, price: block.price, row: row.row, first: row.firstSeatId, seats: row.seats,
        x: left + (block.width - row.seats) / 2, y: top + i,
    }));
}

function widthLimit(blocks) {
    const widest = Math.max(...blocks.map(({width}) => width));
    const depth = blocks.reduce((sum, block) => sum + block.depth + AISLE, 0);
    return depth <= 1.6 * widest ? widest : Math.max(widest, Math.sqrt(1.2 * widest * depth));
}

/** The plan of a seatmap: {width, depth, head, sections: [{name, price, x, y, width}], rows, prices}. */
export function planOf({sections}) {
    const blocks = sections.map((section) => ({
        ...section, width: Math.max(...section.rows.map(({seats}) => seats)), depth: section.rows.length,
    }));
    const tiers = tiersOf(blocks, widthLimit(blocks));
    const width = Math.max(...tiers.map((tier) => tier.width), 8) + 2 * AISLE;
    const head = Math.max(1.6, width / 18); // above a section, for its name
    const plan = {width, head, depth: head * 1.8, sections: [], rows: []};
    for (const tier of tiers) {
        let left = (width - tier.width) / 2;
        for (const block of tier.blocks) {
            const top = plan.depth + head;
            plan.sections.push({name: block.name, price: block.price, x: left, y: top, width: block.width});
            plan.rows.push(...rowsOf(block, left, top));
            left += block.width + AISLE;
        }
        plan.depth += head + tier.depth + AISLE;
    }
    plan.prices = [...new Set(sections.map(({price}) => price))].sort((a, b) => b - a);
    return plan;
}

/** Where a seat is: {row, place} with its row of the plan and its place from 0 on, or null. */
export function findSeat({rows}, seatId) {
    const row = rows.find(({first, seats}) => seatId >= first && seatId < first + seats);
    return row ? {row, place: seatId - row.first} : null;
}

/** The middle of a seat. */
export function middleOf(plan, seatId) {
    const {row, place} = findSeat(plan, seatId);
    return {x: row.x + place + 0.5, y: row.y + 0.5};
}

/** The seat at a point of the plan, or null. */
export function seatAt({rows}, {x, y}) {
    const row = rows.find((each) => y >= each.y && y < each.y + 1 && x >= each.x && x < each.x + each.seats);
    return row ? row.first + Math.floor(x - row.x) : null;
}

const within = (value, low, high) => Math.min(high, Math.max(low, value));

// The nearest row above or below, and in it the seat that is nearest.
function acrossRows({rows}, {row, place}, down) {
    const x = row.x + place;
    const beyond = rows.filter(({y}) => (down ? y > row.y : y < row.y));
    const depths = beyond.map(({y}) => y);
    const near = down ? Math.min(...depths) : Math.max(...depths);
    const found = beyond.filter(({y}) => y === near).map((each) => {
        const at = within(Math.round(x - each.x), 0, each.seats - 1);
        return {seatId: each.first + at, off: Math.abs(each.x + at - x)};
    });
    return found.sort((a, b) => a.off - b.off)[0]?.seatId;
}

// Past the end of a row comes the one beside it, if there is one at the same depth.
function alongRow({rows}, {row, place}, step) {
    if (place + step >= 0 && place + step < row.seats) {
        return row.first + place + step;
    }
    const beside = rows.filter(({x, y}) => y === row.y && (x - row.x) * step > 0)
        .sort((a, b) => (a.x - b.x) * step)[0];
    return beside && (step > 0 ? beside.first : beside.first + beside.seats - 1);
}

function otherSection({sections, rows}, {row}, step) {
    const at = sections.findIndex(({name}) => name === row.section) + step;
    const first = rows.find(({section}) => section === sections[at]?.name);
    return first && first.first + Math.floor(first.seats / 2);
}

const MOVES = {
    ArrowLeft: (plan, at) => alongRow(plan, at, -1),
    ArrowRight: (plan, at) => alongRow(plan, at, 1),
    ArrowUp: (plan, at) => acrossRows(plan, at, false),
    ArrowDown: (plan, at) => acrossRows(plan, at, true),
    Home: (plan, {row}) => row.first,
    End: (plan, {row}) => row.first + row.seats - 1,
    PageUp: (plan, at) => otherSection(plan, at, -1),
    PageDown: (plan, at) => otherSection(plan, at, 1),
};

/** The seat that a key leads to from another, the same one at the hall's edge; null for a key that leads nowhere. */
export function seatByKey(plan, seatId, key) {
    return key in MOVES ? MOVES[key](plan, findSeat(plan, seatId)) ?? seatId : null;
}

/** FNV-1a of 32 bits, as the events have it. */
export function checksumOf(letters) {
    let hash = 0x811c9dc5;
    for (const letter of letters) {
        hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    }
    return (hash >>> 0).toString(16).padStart(8, "0");
}

/** How the seats of a map stand, and what changes do to it. */
export class Standings {
    constructor({status, version}) {
        this.letters = [...status];
        this.version = version;
    }

    /** "free", "held" or "sold". */
    of(seatId) {
        return LETTERS[this.letters[seatId - 1]];
    }

    /** Takes changes in; returns the seats that stand otherwise now, or null when the map must be read again. */
    take({version, previousVersion, changes, checksum}) {
        if (version <= this.version) {
            return [];
        }
        if (previousVersion > this.version) {
            return null;
        }
        const news = changes.filter(([seatId, letter]) => this.letters[seatId - 1] !== letter);
        news.forEach(([seatId, letter]) => {
            this.letters[seatId - 1] = letter;
        });
        this.version = version;
        return checksumOf(this.letters) === checksum ? news.map(([seatId]) => seatId) : null;
    }
}
