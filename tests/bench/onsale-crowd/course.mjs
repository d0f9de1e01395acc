// course.mjs -- how a sale went, second by second, from the organiser's figures.

import {expect} from "../../support/api.mjs";
import {theAdmin} from "../../support/sale.mjs";
import {sleep} from "../../support/wait.mjs";

const EVERY_MS = 500;
const DESERTED_MS = 30_000;

const isDeserted = ({waiting, active, held}) => waiting + active + held === 0;

// When the last of those who might still buy something was seen.
function lastSeenMs(figures) {
    return figures.findLast((figure) => !isDeserted(figure))?.ms ?? 0;
}

/**
 * Watches until every seat is sold, nobody is left, or so many seconds are over; resolves to figures {ms, admitted, …}
 * of each moment.
 */
export async function watchSale({concertId}, hourMs, secondsMax) {
    const admin = await theAdmin();
    const figures = [];
    for (;;) {
        const answer = await admin.get(`/admin/concerts/${concertId}/stats`).catch(() => null); // out of reach: later
        const ms = Date.now() - hourMs;
        if (answer?.status === 200) {
            const {admitted, noShows, expired, waiting, active, seats} = expect(answer, 200);
            figures.push({ms, admitted, noShows, expired, waiting, active, ...seats});
            if (seats.sold === seats.total) {
                return figures;
            }
        }
        if (ms > 1000 * secondsMax || ms - lastSeenMs(figures) > DESERTED_MS) {
            return figures;
        }
        await sleep(EVERY_MS);
    }
}

const isLimitedByRate = ({available}) => available > 0;

/** What is told of a course. */
export function summaryOf(figures) {
    const last = figures.at(-1);
    const first = figures.findIndex(({admitted}) => admitted > 0);
    const atFirst = figures[Math.max(0, first - 1)];
    const end = figures.findIndex((figure, i) => i > first && !isLimitedByRate(figure));
    const atEnd = figures[end < 0 ? figures.length - 1 : end];
    const seconds = (atEnd.ms - atFirst.ms) / 1000;
    return {
        soldOut: last.sold === last.total, secondsToSoldOut: last.ms / 1000, sold: last.sold,
        firstAdmissionSeconds: figures[Math.max(0, first)].ms / 1000, takenSeconds: end < 0 ? null : atEnd.ms / 1000,
        admitted: last.admitted, noShows: last.noShows, expired: last.expired,
        admittedPerSecond: (atEnd.admitted - atFirst.admitted) / seconds,
        waitingMost: Math.max(...figures.map(({waiting}) => waiting)),
        activeMost: Math.max(...figures.map(({active}) => active)),
    };
}
