// format.js -- numbers, prices, times and intervals as the reader's language writes them.
//
// An hour of a concert is the concert's, wherever its reader is: it is shown in the concert's time zone, by its name.
// What has happened to the reader alone (a payment, a top-up) is told in their own.
//
// A deadline comes from the server as the seconds that remain, and a countdown runs from the moment the answer came, so
// the clock of the reader's machine may be as wrong as it likes.

import {locale, word} from "./language.js";

const wholeNumber = new Intl.NumberFormat(locale);
const LONG = {year: "numeric", month: "long", day: "numeric", weekday: "long", hour: "numeric", minute: "2-digit"};
const SHORT = {month: "short", day: "numeric", weekday: "short", hour: "numeric", minute: "2-digit"};
const formats = new Map();

// A browser that is older than a zone tells the hour in UTC, and says so.
function formatOf(zone, form, zoneName) {
    const key = `${zone} ${zoneName}`;
    if (!formats.has(key)) {
        const build = (timeZone) => new Intl.DateTimeFormat(locale, zone
            ? {...form, timeZone, timeZoneName: zoneName} : form);
        let format;
        try {
            format = build(zone);
        } catch {
            format = build("UTC");
        }
        formats.set(key, format);
    }
    return formats.get(key);
}

export const number = (value) => wholeNumber.format(value);

/** One point is one won. */
export const price = (points) => word("won", {amount: number(points)});

export const points = (value) => word("points", {points: wholeNumber.format(value)});

/** `zone`: of the concert whose hour it is. */
export const time = (text, zone) => formatOf(zone, LONG, "long").format(new Date(text));

export const timeInShort = (text, zone) => formatOf(zone, SHORT, "short").format(new Date(text));

/** From the first to the last of some hours. */
export const timeSpan = (first, last, zone) =>
    formatOf(zone, SHORT, "short").formatRange(new Date(first), new Date(last));

/** "4:05", or "1:00:05" from an hour on. */
export function clock(seconds) {
    const whole = Math.max(0, Math.ceil(seconds));
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    const shown = parts[0] > 0 ? parts : parts.slice(1);
    return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

/** "3 min", "1 h 7 min", "5 h": only as exact as anybody knows. */
export function duration(seconds) {
    if (seconds < 45) {
        return word("lessThanAMinute");
    }
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) {
        return word("minutes", {count: Math.max(1, minutes)});
    }
    if (minutes < 180 && minutes % 60 > 0) {
        return word("hoursAndMinutes", {hours: Math.floor(minutes / 60), minutes: minutes % 60});
    }
    return minutes < 36 * 60 ? word("hours", {count: Math.round(minutes / 60)}) :
        word("days", {count: Math.round(minutes / 1440)});
}

/**
 * Counts down from an interval that has just arrived; left() is in seconds, never below 0. Where a machine sleeps
 * performance.now() may stand still, and the clock may be set: whichever went further counts, and who is at 0 asks.
 */
export function countdown(seconds) {
    const [start, clockStart] = [performance.now(), Date.now()];
    const gone = () => Math.max(performance.now() - start, Date.now() - clockStart) / 1000;
    return {left: () => Math.max(0, seconds - gone())};
}
