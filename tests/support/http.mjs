// http.mjs -- one HTTP request over a kept connection, and its answer as it came.

import http from "node:http";

// Idle connections are closed here before nginx closes them, so none is used while it goes.
const agent = new http.Agent({keepAlive: true, maxSockets: 256, timeout: 15_000});

function bytesOf(body) {
    if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) {
        return body;
    }
    return JSON.stringify(body);
}

function bodyOf(headers, text) {
    const isJson = /^application\/(problem\+)?json/.test(headers["content-type"] ?? "");
    return isJson && text ? JSON.parse(text) : null;
}

async function read(response) {
    const chunks = [];
    for await (const chunk of response) {
        chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    const {statusCode: status, headers} = response;
    return {status, headers, text, body: bodyOf(headers, text)};
}

/**
 * Sends {method, path, headers, body}; a body that is neither text nor bytes is sent as JSON.
 * `socketPath` leads to another nginx than that of the tests, `localAddress` is where the call comes from.
 * Resolves to {status, headers, text, body}.
 */
export function send({method, path, headers = {}, body, socketPath, localAddress}) {
    const bytes = bytesOf(body);
    const url = new URL(process.env.USHER_URL);
    const type = bytes === undefined ? {} : {"content-type": "application/json"};
    const hasLength = bytes !== undefined && !("transfer-encoding" in headers);
    const length = hasLength ? {"content-length": Buffer.byteLength(bytes)} : {};
    const target = socketPath ? {socketPath} : {host: url.hostname, port: url.port, agent, localAddress};
    return new Promise((resolve, reject) => {
        const request = http.request({
            ...target, method, path, headers: {...type, ...length, ...headers},
        });
        request.on("error", reject);
        request.on("response", (response) => read(response).then(resolve, reject));
        request.end(bytes);
    });
}
