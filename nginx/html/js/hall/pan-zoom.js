// pan-zoom.js -- moving about in a drawing: wheel, two fingers, dragging, buttons and keys.
//
// The drawing is moved by its viewBox, once a frame at most, so that a gesture costs one repaint. While all of it is in
// sight a finger still scrolls the page.

const DRAG_PX = 6; // less than that is a tap
const STEP = 1.6;
const EDGE_PX = 40; // what is revealed is at least so far from the edge

const within = (value, low, high) => Math.min(high, Math.max(low, value));

/** Two fingers as one point between them and how far they are apart. */
function spread([a, b]) {
    return {x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))};
}

/** Moves what an SVG of {width, height} units shows; scales are in pixels a unit. */
export class PanZoom {
    #svg;
    #whole; // {width, height, scaleMax, onView, onTap}
    #size = {width: 0, height: 0}; // of the window on it, in pixels
    #centre;
    #scale = 0;
    #isFitted = true;
    #pointers = new Map();
    #hasMoved = false;
    #frame = 0;

    /** onView({scale, x, y, width, height}) after each move, onTap({x, y, scale, type}) for a tap, both in units. */
    constructor(svg, whole) {
        this.#svg = svg;
        this.#whole = whole;
        this.#centre = {x: whole.width / 2, y: whole.height / 2};
        svg.addEventListener("pointerdown", (event) => this.#down(event));
        svg.addEventListener("pointermove", (event) => this.#move(event));
        svg.addEventListener("pointerup", (event) => this.#up(event));
        svg.addEventListener("pointercancel", (event) => this.#up(event));
        svg.addEventListener("wheel", (event) => this.#wheel(event), {passive: false});
        new ResizeObserver(() => this.#measure()).observe(svg);
        this.#measure();
    }

    zoom(isIn) {
        const box = this.#svg.getBoundingClientRect();
        const middle = {x: box.left + this.#size.width / 2, y: box.top + this.#size.height / 2};
        this.#zoomAt(middle, isIn ? STEP : 1 / STEP);
    }

    zoomTo(point, scale) {
        this.#scale = this.#bounded(scale);
        this.#centre = {...point};
        this.#change();
    }

    fit() {
        this.zoomTo({x: this.#whole.width / 2, y: this.#whole.height / 2}, 0);
    }

    /** Moves only as far as it must for a point to be in sight. */
    reveal({x, y}) {
        const across = (this.#size.width / 2 - Math.min(EDGE_PX, this.#size.width / 6)) / this.#scale;
        const along = (this.#size.height / 2 - Math.min(EDGE_PX, this.#size.height / 6)) / this.#scale;
        this.#centre = {
            x: within(this.#centre.x, x - across, x + across), y: within(this.#centre.y, y - along, y + along),
        };
        this.#change();
    }

    #fitted() {
        return Math.min(this.#size.width / this.#whole.width, this.#size.height / this.#whole.height);
    }

    #bounded(scale) {
        return within(scale, this.#fitted(), Math.max(this.#whole.scaleMax, this.#fitted()));
    }

    // What is smaller than the window stands in its middle; of the rest no edge comes further in than the window's.
    #kept(at, whole, windowPx) {
        const half = windowPx / this.#scale / 2;
        return half * 2 >= whole ? whole / 2 : within(at, half, whole - half);
    }

    #change() {
        this.#isFitted = this.#scale <= this.#fitted() * 1.01;
        this.#centre = {
            x: this.#kept(this.#centre.x, this.#whole.width, this.#size.width),
            y: this.#kept(this.#centre.y, this.#whole.height, this.#size.height),
        };
        if (this.#frame === 0) {
            this.#frame = requestAnimationFrame(() => this.#draw());
        }
    }

    #draw() {
        this.#frame = 0;
        const width = this.#size.width / this.#scale;
        const height = this.#size.height / this.#scale;
        const view = {x: this.#centre.x - width / 2, y: this.#centre.y - height / 2, width, height};
        this.#svg.setAttribute("viewBox", Object.values(view).map((each) => each.toFixed(2)).join(" "));
        this.#svg.toggleAttribute("data-zoomed", !this.#isFitted);
        this.#whole.onView({...view, scale: this.#scale});
    }

    #measure() {
        const {clientWidth: width, clientHeight: height} = this.#svg;
        if (width === 0 || (width === this.#size.width && height === this.#size.height)) {
            return;
        }
        this.#size = {width, height};
        this.#scale = this.#isFitted ? this.#fitted() : this.#bounded(this.#scale);
        this.#change();
    }

    #toUnits({x, y}) {
        const box = this.#svg.getBoundingClientRect();
        return {
            x: this.#centre.x + (x - box.left - this.#size.width / 2) / this.#scale,
            y: this.#centre.y + (y - box.top - this.#size.height / 2) / this.#scale,
        };
    }

    // The point of the drawing that is under the hand stays under it.
    #zoomAt(hand, factor) {
        const before = this.#toUnits(hand);
        this.#scale = this.#bounded(this.#scale * factor);
        const after = this.#toUnits(hand);
        this.#centre = {x: this.#centre.x + before.x - after.x, y: this.#centre.y + before.y - after.y};
        this.#change();
    }

    #down({pointerId, clientX: x, clientY: y}) {
        this.#hasMoved = this.#pointers.size > 0;
        this.#pointers.set(pointerId, {x, y, startX: x, startY: y});
    }

    #hands() {
        const [first, second] = this.#pointers.values();
        return second ? spread([first, second]) : {...first};
    }

    #move({pointerId, clientX, clientY}) {
        const pointer = this.#pointers.get(pointerId);
        if (!pointer) {
            return;
        }
        const before = this.#hands();
        Object.assign(pointer, {x: clientX, y: clientY});
        this.#hasMoved ||= Math.hypot(clientX - pointer.startX, clientY - pointer.startY) > DRAG_PX;
        if (!this.#hasMoved) {
            return;
        }
        this.#svg.setPointerCapture(pointerId);
        const after = this.#hands();
        this.#centre = {
            x: this.#centre.x - (after.x - before.x) / this.#scale,
            y: this.#centre.y - (after.y - before.y) / this.#scale,
        };
        this.#zoomAt(after, after.apart ? after.apart / before.apart : 1);
    }

    #up({pointerId, pointerType, type}) {
        const pointer = this.#pointers.get(pointerId);
        this.#pointers.delete(pointerId);
        if (pointer && !this.#hasMoved && type === "pointerup") {
            this.#whole.onTap({...this.#toUnits(pointer), scale: this.#scale, type: pointerType});
        }
    }

    // Outwards from the whole hall a wheel scrolls the page on.
    #wheel(event) {
        if (event.deltaY <= 0 || !this.#isFitted) {
            event.preventDefault();
            const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 25 : 1;
            this.#zoomAt({x: event.clientX, y: event.clientY}, Math.exp(-event.deltaY * lines * 0.002));
        }
    }
}
