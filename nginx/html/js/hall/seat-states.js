// seat-states.js -- how the seats of a show stand, and what changes do to it.

const LETTERS = {A: "free", H: "held", S: "sold", N: "closed"};

/** FNV-1a of 32 bits, as the events have it. */
export function checksumOf(letters) {
    let hash = 0x811c9dc5;
    for (const letter of letters) {
        hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    }
    return (hash >>> 0).toString(16).padStart(8, "0");
}

/** How the seats of a map stand, and what changes do to it. */
export class SeatStates {
    constructor({status, version}) {
        this.letters = [...status];
        this.version = version;
    }

    /** "free", "held", "sold" or "closed", which is not for sale. */
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
