// page-visibility.js -- calling a function while the reader looks at the page, and when the reader comes back to it.

/** Calls a function now and each second while the page is seen, and at once when it is seen again. Returns the end. */
export function everySecond(tick) {
    const guarded = () => document.visibilityState === "visible" && tick();
    const timer = setInterval(guarded, 1000);
    document.addEventListener("visibilitychange", guarded);
    tick();
    return () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", guarded);
    };
}

/** Calls a function when the reader comes back: to the page, or to a network. What it shows may be old by then. */
export function onReturn(listener) {
    const seen = () => document.visibilityState === "visible" && listener();
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", seen);
}
