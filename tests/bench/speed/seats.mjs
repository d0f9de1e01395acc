// seats.mjs -- the map of a hall, holding a seat and letting it go.

import {BASE} from "../../support/usher.mjs";
import {floor, staticFile} from "./queue.mjs";
import {measure} from "./rounds.mjs";
import {httpRequest, saveBytes, saveRequests, send} from "./send.mjs";

const {USHER_URL} = process.env;
const HOLDERS = 12_000;
const UNTIL_ALL_SECONDS = 30;

export async function measureMap({sale: {concert, people: [{token}]}}, report) {
    const path = `${BASE}/shows/${concert.showId}/seatmap`;
    const map = await (await fetch(USHER_URL + path, {headers: {Authorization: `Bearer ${token}`}})).text();
    const results = await measure([
        staticFile("map", map),
        {name: "seat map", pool: "catalogue", file: saveBytes("map", [httpRequest({path, token})])},
    ]);
    report.add(results);
    report.compare("the seat map", "seat map", "file of map", {atLeast: 0.5});
    report.note(`The seat map had ${map.length.toLocaleString("en")} bytes.`);
}

// Who holds lets go of all of it, however long that takes: the next round begins as this one did.
function release(sale) {
    return {
        name: "release", how: "once", pool: "queue",
        async before() {
            this.file = saveRequests("release", (await sale.held()).map(({reservationId, token}) =>
                ({method: "DELETE", path: `/reservations/${reservationId}`, token})));
        },
        send: (load, _seconds, rate) => send(load, UNTIL_ALL_SECONDS, rate),
    };
}

// A hold and its release as one: answers to both, over the time of both.
function bothOf(hold, released) {
    return hold.map((first, at) => {
        const second = released[at];
        const share = first.answers / (first.answers + second.answers);
        const mean = (a, b) => a * share + b * (1 - share);
        const means = (name) => Object.fromEntries(Object.keys(first[name]).map((key) =>
            [key, mean(first[name][key], second[name][key])]));
        return {
            ...first, answers: first.answers + second.answers, refused: first.refused + second.refused,
            perSecond: (first.answers + second.answers) / (first.seconds + second.seconds),
            ms: means("ms"), cpuUs: means("cpuUs"),
        };
    });
}

export async function measureHolds({sale}, report) {
    const results = await measure([
        floor("hold"),
        {name: "hold", file: sale.holds(HOLDERS), how: "once", pool: "queue"},
        release(sale),
    ]);
    const both = Object.fromEntries(["full", "half"].map((kind) =>
        [kind, bothOf(results.hold[kind], results.release[kind])]));
    report.add(results);
    report.addHidden({"hold and release": both});
    report.compare("hold and release", "hold and release", "floor of hold", {atLeast: 0.5});
}
