// pan-zoom.js -- moving about in a drawing: wheel, two fingers, dragging, buttons and keys.
//
// The drawing is moved by its viewBox, once a frame at most, so that a gesture costs one repaint. While all of it is in
// sight a finger still scrolls the page.

const DRAG_PX = 6; // less than that is a tap
const STEP = 1.6;

/**
 * Makes an SVG of so many units move. `scaleMax` is in pixels a unit. onView({scale, x, y, width, height}) after each
 * move, onTap({x, y, scale, type}) for a tap, in units. Returns {zoom(factor), zoomTo(point, scale), fit(), reveal(point)}.
 */
export function panZoom(svg, {width, height, scaleMax, onView, onTap}) {
    const pointers = new Map();
    const centre = {x: width / 2, y: height / 2};
    let size = {width: 0, height: 0};
    let scale = 0;
    let isFitted = true;
    let hasMoved = false;
    let frame = 0;

    const fitted = () => Math.min(size.width / width, size.height / height);

    // What is smaller than the window stands in its middle; of the rest no edge comes further in than the window's.
    function keepInside(axis, whole, window) {
        const half = window / scale / 2;
        centre[axis] = half * 2 >= whole ? whole / 2 : Math.min(whole - half, Math.max(half, centre[axis]));
    }

    function draw() {
        frame = 0;
        const view = {width: size.width / scale, height: size.height / scale};
        view.x = centre.x - view.width / 2;
        view.y = centre.y - view.height / 2;
        svg.setAttribute("viewBox", [view.x, view.y, view.width, view.height].map((each) => each.toFixed(2)).join(" "));
        svg.toggleAttribute("data-zoomed", !isFitted);
        onView({...view, scale});
    }

    function change() {
        isFitted = scale <= fitted() * 1.01;
        keepInside("x", width, size.width);
        keepInside("y", height, size.height);
        frame ||= requestAnimationFrame(draw);
    }

    function toUnits({x, y}) {
        const box = svg.getBoundingClientRect();
        return {
            x: centre.x + (x - box.left - size.width / 2) / scale,
            y: centre.y + (y - box.top - size.height / 2) / scale,
        };
    }

    // The point of the drawing that is under the hand stays under it.
    function zoomAt(at, factor) {
        const before = toUnits(at);
        scale = Math.min(Math.max(scaleMax, fitted()), Math.max(fitted(), scale * factor));
        const after = toUnits(at);
        centre.x += before.x - after.x;
        centre.y += before.y - after.y;
        change();
    }

    function zoom(factor) {
        const box = svg.getBoundingClientRect();
        zoomAt({x: box.left + size.width / 2, y: box.top + size.height / 2}, factor);
    }

    function zoomTo(point, wanted) {
        scale = Math.min(Math.max(scaleMax, fitted()), Math.max(fitted(), wanted));
        Object.assign(centre, point);
        change();
    }

    function fit() {
        zoomTo({x: width / 2, y: height / 2}, 0);
    }

    // Moves only as far as it must for a point to be in sight.
    function reveal({x, y}) {
        const margin = Math.min(40, size.width / 6) / scale;
        const across = size.width / scale / 2 - margin;
        const along = size.height / scale / 2 - margin;
        centre.x = Math.min(x + across, Math.max(x - across, centre.x));
        centre.y = Math.min(y + along, Math.max(y - along, centre.y));
        change();
    }

    function measure() {
        const {clientWidth, clientHeight} = svg;
        if (clientWidth === 0 || (clientWidth === size.width && clientHeight === size.height)) {
            return;
        }
        size = {width: clientWidth, height: clientHeight};
        scale = isFitted ? fitted() : Math.max(scale, fitted());
        change();
    }

    const spread = ([a, b]) => ({
        x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, apart: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)),
    });

    function down(event) {
        hasMoved = pointers.size > 0;
        pointers.set(event.pointerId, {x: event.clientX, y: event.clientY, startX: event.clientX, startY: event.clientY});
    }

    function move(event) {
        const pointer = pointers.get(event.pointerId);
        if (!pointer) {
            return;
        }
        const before = pointers.size === 2 ? spread([...pointers.values()]) : {...pointer};
        pointer.x = event.clientX;
        pointer.y = event.clientY;
        hasMoved ||= Math.hypot(pointer.x - pointer.startX, pointer.y - pointer.startY) > DRAG_PX;
        if (!hasMoved) {
            return;
        }
        svg.setPointerCapture(event.pointerId);
        const after = pointers.size === 2 ? spread([...pointers.values()]) : pointer;
        centre.x -= (after.x - before.x) / scale;
        centre.y -= (after.y - before.y) / scale;
        if (after.apart) {
            zoomAt(after, after.apart / before.apart);
        } else {
            change();
        }
    }

    function up(event) {
        const pointer = pointers.get(event.pointerId);
        pointers.delete(event.pointerId);
        if (pointer && !hasMoved && event.type === "pointerup") {
            onTap({...toUnits(pointer), scale, type: event.pointerType});
        }
    }

    // Outwards from the whole hall a wheel scrolls the page on.
    function wheel(event) {
        if (event.deltaY > 0 && isFitted) {
            return;
        }
        event.preventDefault();
        zoomAt({x: event.clientX, y: event.clientY}, Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002)));
    }

    svg.addEventListener("pointerdown", down);
    svg.addEventListener("pointermove", move);
    svg.addEventListener("pointerup", up);
    svg.addEventListener("pointercancel", up);
    svg.addEventListener("wheel", wheel, {passive: false});
    new ResizeObserver(measure).observe(svg);
    measure();
    return {zoom: (isIn) => zoom(isIn ? STEP : 1 / STEP), zoomTo, fit, reveal};
}
