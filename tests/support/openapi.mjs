// openapi.mjs -- whether an answer is one that openapi.yaml declares.

import assert from "node:assert/strict";
import {existsSync, readFileSync} from "node:fs";

import {parse} from "yaml";

const FILE = new URL("../../nginx/html/openapi.yaml", import.meta.url);

function routesOf(document) {
    return Object.entries(document.paths).map(([path, operations]) => ({
        pattern: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`),
        operations,
    }));
}

const routes = existsSync(FILE) ? routesOf(parse(readFileSync(FILE, "utf8"))) : [];

/** Fails when the address and method are documented and this status is not. */
export function assertDeclared(method, address, {status}) {
    const path = address.split("?")[0];
    const route = routes.find(({pattern}) => pattern.test(path));
    const operation = route?.operations[method.toLowerCase()];
    assert.ok(!operation || String(status) in operation.responses,
        `openapi.yaml does not say that ${method} ${path} may answer ${status}.`);
}
