// bubble.js -- what is said of one seat, beside it, in a frame around the drawing. It takes no room of its own, so that
// nothing moves when it comes; a screen reader hears the same from the page's announcements.

import {fill, make} from "../core/dom.js";

const AWAY_PX = 14; // from the middle of the seat
const EDGE_PX = 8;

const within = (value, low, high) => Math.max(low, Math.min(high, value));

export class Bubble {
    #frame;
    #node = make("div", {class: "bubble", "aria-hidden": "true", hidden: true});
    #at = null; // in units of the drawing

    constructor(frame) {
        this.#frame = frame;
        frame.append(this.#node);
    }

    /** Says this of a point of the drawing, as it is seen by `view`. */
    show(at, view, ...content) {
        this.#at = at;
        fill(this.#node, content);
        this.follow(view);
    }

    hide() {
        this.#at = null;
        this.#node.hidden = true;
    }

    /** Stays beside its point while the drawing moves, above it where there is room; out of sight it is away. */
    follow({x, y, width, height, scale}) {
        if (this.#at === null) {
            return;
        }
        const isSeen = this.#at.x >= x && this.#at.x <= x + width && this.#at.y >= y && this.#at.y <= y + height;
        this.#node.hidden = !isSeen;
        if (isSeen) {
            const [left, top] = [(this.#at.x - x) * scale, (this.#at.y - y) * scale];
            const {offsetWidth: own, offsetHeight: high} = this.#node;
            const above = top - AWAY_PX - high;
            const across = within(left - own / 2, EDGE_PX, this.#frame.clientWidth - own - EDGE_PX);
            this.#node.style.translate = `${across}px ${above >= EDGE_PX ? above : top + AWAY_PX}px`;
        }
    }
}
