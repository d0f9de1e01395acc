// provider.mjs -- a payment provider at the address that the Usher under test was told, which can misbehave.

import {createHmac, randomUUID} from "node:crypto";
import {once} from "node:events";
import http from "node:http";

import {request} from "./api.mjs";
import {eventually} from "./wait.mjs";

const TURN_MS = 600_000;

function secretsOf(list) {
    return list.split(/[ ,]+/).map((secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64"));
}

/** The secrets that the Usher under test accepts, as bytes. */
export function webhookSecrets() {
    return secretsOf(process.env.USHER_WEBHOOK_SECRETS);
}

/** The headers of a delivery, signed as the Standard Webhooks specification has it. */
export function signedHeaders(body, {id = randomUUID(), at = Date.now(), secret = webhookSecrets()[0]} = {}) {
    const timestamp = String(Math.floor(at / 1000));
    const mac = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64");
    return {"webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${mac}`};
}

/** What the provider sends when something has become of a payment. */
export function eventBody(paymentId, type = "Transaction.Paid") {
    const data = {paymentId, transactionId: randomUUID(), storeId: "store-1"};
    return JSON.stringify({type, timestamp: new Date().toISOString(), data});
}

/** Delivers bytes with these headers, once; `socketPath` leads to another nginx. */
export function deliverOnce(body, headers, socketPath) {
    return request({method: "POST", path: "/webhooks/payments", body, headers, socketPath});
}

/** The same, again while nginx has no room for it. */
export function deliverBytes(body, headers) {
    return eventually(async () => {
        const answer = await deliverOnce(body, headers);
        return answer.problem?.code !== "worker_unavailable" && answer;
    });
}

/** Delivers an event about a payment; the same id makes it the same event. */
export function deliver(paymentId, {type, ...signing} = {}) {
    const body = eventBody(paymentId, type);
    return deliverBytes(body, signedHeaders(body, signing));
}

function json(response, status, body) {
    response.writeHead(status, {"content-type": "application/json"});
    response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/**
 * Starts the provider where USHER_PROVIDER_URL says. `pay` makes payments as its buyers do; `misbehave(id, ...acts)`
 * has the next questions about a payment answered by these acts, one each: a status of HTTP, "hang", "close", or a
 * text or object to answer with. `asked(id)` counts the questions.
 */
export async function startProvider() {
    const url = new URL(process.env.USHER_PROVIDER_URL);
    const payments = new Map();
    const acts = new Map();
    const questions = new Map();
    const server = http.createServer((question, response) => {
        const id = question.url.split("/").at(-1);
        questions.set(id, (questions.get(id) ?? 0) + 1);
        const act = acts.get(id)?.shift();
        if (act === "hang") {
            return;
        }
        if (act === "close") {
            question.socket.destroy();
        } else if (typeof act === "number") {
            json(response, act, {type: "INTERNAL"});
        } else if (act !== undefined) {
            json(response, 200, act);
        } else if (question.headers.authorization !== `PortOne ${process.env.USHER_PROVIDER_SECRET}`) {
            json(response, 401, {type: "UNAUTHORIZED"});
        } else if (!payments.has(id) || question.url !== `/payments/${id}`) {
            json(response, 404, {type: "PAYMENT_NOT_FOUND"});
        } else {
            json(response, 200, payments.get(id));
        }
    });
    // The address is one: another file of tests may be the provider at the moment.
    await eventually(() => {
        server.listen(Number(url.port), url.hostname);
        return once(server, "listening");
    }, TURN_MS);
    return {
        pay(id, total, {status = "PAID", currency = "KRW", channel = "LIVE", cancelled = 0} = {}) {
            payments.set(id, {
                id, status, currency, amount: {total, taxFree: 0, paid: total - cancelled, cancelled},
                channel: {type: channel}, transactionId: randomUUID(), orderName: "Points",
            });
        },
        misbehave: (id, ...some) => acts.set(id, some),
        asked: (id) => questions.get(id) ?? 0,
        async stop() {
            server.closeAllConnections();
            server.close();
            await once(server, "close");
        },
    };
}
