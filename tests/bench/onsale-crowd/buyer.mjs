// buyer.mjs -- one buyer's evening: comes, waits, is admitted, buys or does not, comes again or goes.
//
// What one does is in plan.mjs, how one waits in waiting.mjs, what one does once admitted in buying.mjs.

import {sleep} from "../../support/wait.mjs";
import {AGAIN, buy} from "./buying.mjs";
import {Browser, Refusal} from "./calls.mjs";
import {PAUSES, planOf} from "./plan.mjs";
import {openStream} from "./streams.mjs";
import {WAYS} from "./waiting.mjs";

const ROUNDS_MAX = 10; // who was turned away so often goes home
const LEFT = Symbol("left");
const CLOSED = Symbol("closed");
const COOKIE = {cookie: "usher_queue"};
const ANYBODY = {anonymous: true};

export class Buyer {
    #joins = 0;
    #isTold = false; // of the admission
    #readSoldOut;

    /** `sender`: see sender.mjs; `person`: {userId, token, hasPoints}. */
    constructor(sender, person, index) {
        const {options, files} = sender;
        this.sender = sender;
        this.sale = sender.sale;
        this.userId = person.userId;
        this.plan = planOf(options.seed, index, options);
        this.random = this.plan.random;
        this.browser = new Browser(sender, this.random, person.token);
        if (!this.plan.isNew) {
            sender.etags.forEach((etag, path) => this.browser.seen.set(path, etag));
        }
        this.files = files;
        this.entryPath = `/concerts/${this.sale.concertId}/queue-entry`;
        this.soldOut = new Promise((resolve) => {
            this.#readSoldOut = resolve;
        });
    }

    call(...words) {
        return this.browser.call(...words);
    }

    happened(what) {
        this.sender.measures.happened(what);
    }

    /** Seconds that this buyer takes for something. */
    pause(name) {
        const [from, to] = PAUSES[name];
        return this.sender.options.pace * (from + this.random() * (to - from));
    }

    take(name) {
        return sleep(1000 * this.pause(name));
    }

    async live() {
        await sleep(Math.max(0, this.sender.beganAtMs + 1000 * this.plan.arrivesIn - Date.now()));
        try {
            this.happened(await this.#rounds());
        } catch (error) {
            if (!(error instanceof Refusal)) {
                throw error;
            }
            this.happened(`went home: ${error.code}`);
        }
    }

    async #rounds() {
        let entry = await this.#arrive();
        for (let round = 1; round <= ROUNDS_MAX; round++) {
            entry = await this.#wait(entry, round === 1);
            if (typeof entry === "string") {
                return entry;
            }
            this.browser.isInside = entry !== null;
            const outcome = entry ? await buy(this) : AGAIN;
            this.browser.isInside = false;
            if (outcome !== AGAIN) {
                return outcome;
            }
            this.happened(outcome);
            entry = await this.#join();
        }
        return "went home: turned away too often";
    }

    async openPage(name) {
        await this.browser.open(`open /${name}`, this.files[name]);
        await this.browser.signIn();
    }

    async #arrive() {
        await this.openPage("wait");
        await Promise.all([this.#readConcert(), this.#readDraw()]);
        const entry = await this.#join();
        if (this.plan.isTwice) {
            this.#comeTwice();
        }
        return entry;
    }

    async #readConcert() {
        const {body} = await this.call("concert", "GET", `/concerts/${this.sale.concertId}`, ANYBODY);
        this.readBoard(body);
    }

    #readDraw() {
        return this.call("draw", "GET", `/concerts/${this.sale.concertId}/draw`, ANYBODY);
    }

    async #join() {
        this.#joins++;
        const {body} = await this.call("join", "POST", this.entryPath, COOKIE);
        this.#seeEntry(body);
        return body;
    }

    // The second tab waits as well, and the first one buys.
    async #comeTwice() {
        await this.take("secondTab");
        try {
            await this.openPage("wait");
            const second = await this.#join();
            this.happened("came twice");
            await this.#compare(second, this.#joins);
            const way = WAYS[this.sender.options.shape](this, second);
            await Promise.race([way.done, this.take("beforeLeaving")]);
            way.end();
        } catch (error) {
            this.happened(`second tab: ${error.code ?? error.message}`);
        }
    }

    // From any tab it is the same place, unless one has joined anew in between.
    async #compare(second, joins) {
        const {body} = await this.call("look", "GET", this.entryPath, COOKIE);
        if (joins === this.#joins && body.status === second.status && body.queueNumber !== second.queueNumber) {
            this.sender.wrong(`${this.userId} has the numbers ${body.queueNumber} and ${second.queueNumber}`);
        }
    }

    // Resolves to an entry that is ACTIVE, to null when the admission was missed, or to why somebody waits no more.
    async #wait(entry, isFirst) {
        const way = WAYS[this.sender.options.shape](this, entry);
        const outcome = await Promise.race([way.done, ...this.#decisions(isFirst)]);
        way.end();
        if (outcome === LEFT) {
            await this.call("leave", "DELETE", this.entryPath, COOKIE).catch(() => {});
            return "left the queue";
        }
        return outcome === CLOSED ? this.#close() : outcome;
    }

    #decisions(isFirst) {
        const {leaves, isNoShow, givesUp} = this.plan;
        return [
            isFirst && leaves && this.take("beforeLeaving").then(() => LEFT),
            isFirst && isNoShow && this.take("beforeClosing").then(() => CLOSED),
            givesUp && this.soldOut.then(() => this.take("givingUp")).then(() => LEFT),
        ].filter(Boolean);
    }

    async #close() {
        if (!this.plan.comesBack) {
            return "closed the page for good";
        }
        this.happened("closed the page, and came back");
        await this.take("beforeComingBack");
        await this.openPage("wait");
        return this.#wait(await this.#join(), false);
    }

    #seeEntry(entry) {
        if (entry.status !== "ACTIVE" || this.#isTold) {
            return;
        }
        this.#isTold = true; // the deadline, in whole seconds, tells how long ago it was
        const seconds = this.sale.policy.claimSeconds - entry.expiresInSeconds - 0.5;
        this.sender.measures.took("admitted, until told (to 0.5 s)", 1000 * Math.max(0, seconds));
    }

    /** The own entry; null when an admission was missed, undefined when nobody can say. */
    async look(wasAdmitted = false) {
        try {
            const {body} = await this.call("look", "GET", this.entryPath, COOKIE);
            this.#seeEntry(body);
            return body;
        } catch (error) {
            if (error.code === "not_in_queue") {
                return wasAdmitted || error.body.comeBackInSeconds !== undefined ? null
                    : this.#join().catch(() => undefined);
            }
            return error instanceof Refusal ? undefined : Promise.reject(error);
        }
    }

    /** The whole waiting page again, as by the browser's button. */
    async reload() {
        await this.browser.open("reload /wait", this.files.wait);
        try {
            await this.browser.signIn();
            await Promise.all([this.#readConcert(), this.#readDraw()]);
        } catch {
            return undefined;
        }
        return this.look();
    }

    readBoard({soldOut}) {
        if (soldOut) {
            this.#readSoldOut();
        }
    }

    /** The board, when its stream is not there. */
    async askBoard() {
        const path = `/concerts/${this.sale.concertId}/queue`;
        return (await this.call("board", "GET", path, ANYBODY).catch(() => null))?.body;
    }

    boardStream() {
        return this.#stream(`/api/v1/concerts/${this.sale.concertId}/events`, ANYBODY);
    }

    #stream(path, options = {}) {
        const text = this.browser.text("GET", path, {...options, accept: "text/event-stream"});
        return {target: this.sender.target, text};
    }

    lostStream(which, status) {
        this.sender.measures.refused(which, status === 200 ? "ended" : status || "network");
    }

    /** Follows the seats of the show; returns a function that ends it. */
    followSeats(onChanges) {
        const {target, text} = this.#stream(`/api/v1/shows/${this.sale.showId}/events`);
        let end = () => {};
        let isOver = false;
        const open = (failures) => {
            end = openStream(target, text, onChanges, async (status) => {
                this.lostStream("seats' events", status);
                if (status === 0 || status === 200 || status === 429) {
                    await sleep(Math.min(15_000, 1000 * 2 ** failures) * (0.5 + this.random()));
                    isOver || open(failures + 1);
                }
            });
        };
        open(0);
        return () => {
            isOver = true;
            end();
        };
    }
}
