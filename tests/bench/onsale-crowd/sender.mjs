// sender.mjs -- a process that is some thousands of the buyers. main.mjs starts it, and says when.
//
// It is told {kind: "people", …} and answers "ready"; then {kind: "begin", beganAtMs}, when the lobby opens; then
// {kind: "over"}, when every seat is sold, and answers with all that its buyers have felt and done.

import {sleep} from "../../support/wait.mjs";
import {Buyer} from "./buyer.mjs";
import {Connections} from "./connections.mjs";
import {Measures} from "./measures.mjs";
import {watchOwnLoad} from "./own-load.mjs";

const PATIENCE_MS = 20_000; // for whoever is paying when it is over

class Sender {
    measures = new Measures();
    paid = [];
    paying = 0;
    beganAtMs = 0;
    mistakes = [];
    #buyers;
    #tellLoad = null;

    constructor({people, first, options, sale, files, etags}) {
        const {hostname: host, port} = new URL(process.env.USHER_URL);
        Object.assign(this, {options, sale, files, host, target: {host, port: Number(port)}, etags: new Map(etags)});
        this.connections = new Connections(this.target, options.connections);
        this.#buyers = people.map((person, i) => new Buyer(this, person, first + i));
    }

    wrong(sentence) {
        this.mistakes.push(sentence);
    }

    begin(beganAtMs) {
        this.beganAtMs = beganAtMs;
        this.#tellLoad = watchOwnLoad();
        this.#buyers.forEach((buyer) => buyer.live().catch((error) => this.wrong(error.stack)));
    }

    async end() {
        const until = Date.now() + PATIENCE_MS;
        while (this.paying > 0 && Date.now() < until) {
            await sleep(50);
        }
        return {
            measures: this.measures, paid: this.paid, mistakes: this.mistakes, stillPaying: this.paying,
            load: this.#tellLoad(), requests: this.connections.sent, waits: this.connections.waits,
        };
    }
}

let sender = null;

process.on("message", async (message) => {
    if (message.kind === "people") {
        sender = new Sender(message);
        process.send("ready");
    } else if (message.kind === "begin") {
        sender.begin(message.beganAtMs);
    } else {
        process.send(await sender.end(), () => process.exit(0));
    }
});
process.on("disconnect", () => process.exit(1)); // whoever started it is gone
