// local-time.js -- hours as somebody types them where a concert is, and the moments that they mean.
//
// When the clocks go forward an hour of the night is skipped, and when they go back one comes twice: the first kind is
// refused, and of the second it is said which one is meant.

const formats = new Map();

function partsOf(at, zone) {
    if (!formats.has(zone)) {
        formats.set(zone, new Intl.DateTimeFormat("en-US", {
            timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit",
            minute: "2-digit", second: "2-digit",
        }));
    }
    return Object.fromEntries(formats.get(zone).formatToParts(at).map(({type, value}) => [type, Number(value)]));
}

/** How far a zone's clocks are ahead of UTC at a moment, in ms. */
function offsetAt(at, zone) {
    const {year, month, day, hour, minute, second} = partsOf(at, zone);
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** A time of the API as <input type="datetime-local"> has it, in a zone. */
export function toLocal(text, zone) {
    const at = Date.parse(text);
    return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}

const DAY_MS = 86_400_000;

/** The moments that a local hour may mean: none, one, or two, the earlier first. */
export function momentsOf(local, zone) {
    const wall = Date.parse(`${local}Z`);
    const offsets = [offsetAt(wall - DAY_MS, zone), offsetAt(wall + DAY_MS, zone)];
    const moments = [...new Set(offsets)].map((offset) => wall - offset)
        .filter((at) => at + offsetAt(at, zone) === wall);
    return moments.sort((a, b) => a - b).map((at) => new Date(at).toISOString());
}

/** What it means as a time of the API: of two moments the earlier. Null for an hour that is skipped. */
export const fromLocal = (local, zone) => momentsOf(local, zone)[0] ?? null;

/** The zones to choose from, as this browser knows them. */
export const zones = () => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])].sort();

/** The reader's own. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
