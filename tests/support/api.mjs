// api.mjs -- a client of the API that holds every answer to the contract's conventions.

import assert from "node:assert/strict";

import {send} from "./http.mjs";
import {assertDeclared} from "./openapi.mjs";

export const BASE = "/api/v1";
const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

// RFC 9457, with the two members that every problem of Usher's has beside.
function assertProblem({status, headers, body}) {
    assert.match(headers["content-type"], /^application\/problem\+json\b/);
    assert.equal(body.type, `urn:usher:problem:${body.code}`);
    assert.equal(body.status, status);
    assert.match(body.code, /^[a-z_]+$/);
    assert.ok(body.title.length > 0 && body.detail.length > 0);
    assert.equal(body.requestId, headers["x-request-id"]);
    if (status === 401) {
        assert.match(headers["www-authenticate"], /^Bearer/);
    }
    if (status === 429 || status === 503) {
        assert.match(headers["retry-after"], /^[1-9][0-9]*$/);
    }
}

function assertConventions(method, path, answer) {
    const {status, headers, text} = answer;
    const told = `${method} ${path} answered ${status} ${text}`;
    assert.match(headers["x-request-id"] ?? "", REQUEST_ID, told);
    assert.ok(status < 500 || status === 503, told);
    if (method === "HEAD" || status === 204) {
        assert.equal(text, "", told);
    } else if (status >= 400) {
        assertProblem(answer);
    } else {
        assert.match(headers["content-type"], /^(application\/json|image\/svg\+xml)\b/, told);
    }
}

/** Sends {method, path, body, headers} below /api/v1 (or anywhere, with an absolute `address`). */
export async function request({method, path, address = BASE + path, ...rest}) {
    const answer = await send({method, path: address, ...rest});
    assertConventions(method, address, answer);
    assertDeclared(method, address, answer);
    return {...answer, problem: answer.status >= 400 ? answer.body : null};
}

/** A client with a bearer token, or without one. Answers are {status, headers, text, body, problem}. */
export function api(token) {
    const bearer = token === undefined ? {} : {authorization: `Bearer ${token}`};
    const bare = (method) => (path, headers = {}) =>
        request({method, path, headers: {...bearer, ...headers}});
    const full = (method) => (path, body, headers = {}) =>
        request({method, path, body, headers: {...bearer, ...headers}});
    return {
        get: bare("GET"), delete: bare("DELETE"),
        post: full("POST"), patch: full("PATCH"), put: full("PUT"),
    };
}

/** The body of an answer that must have this status. */
export function expect(answer, status) {
    assert.equal(answer.status, status, answer.text);
    return answer.body;
}

/** The problem of an answer that must have this status and code. */
export function expectProblem(answer, status, code) {
    assert.equal(`${answer.status} ${answer.problem?.code}`, `${status} ${code}`, answer.text);
    return answer.problem;
}
