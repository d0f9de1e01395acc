// openapi.mjs -- whether an answer is one that openapi.yaml declares: its status, code and members.

import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {pathToFileURL} from "node:url";

import {parse} from "yaml";

const FORMATS = {
    uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
};

const PARAMETER = /\{[^}]+\}/g;

function literals(path) {
    return path.replace(PARAMETER, "").length;
}

// What openapi.yaml in a tree declares. Of the addresses that fit, the one with the most of it spelled out is meant:
// keys before {ticketId}.
function readDescription(tree) {
    const description = parse(readFileSync(new URL("nginx/html/openapi.yaml", tree), "utf8"));
    const paths = Object.entries(description.paths).sort(([a], [b]) => literals(b) - literals(a));
    const routes = paths.map(([path, operations]) => ({
        pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(PARAMETER, "[^/]+")}$`),
        operations,
    }));
    const resolve = (node) => node?.$ref
        ? resolve(node.$ref.split("/").slice(1).reduce((at, name) => at[name], description))
        : node;
    return {routes, resolve};
}

// A schema and all that it is made of.
function partsOf(schema, resolve) {
    const own = resolve(schema);
    return [own, ...(own.allOf ?? []).flatMap((part) => partsOf(part, resolve))];
}

function typesOf(value) {
    if (value === null) {
        return ["null"];
    }
    if (Array.isArray(value)) {
        return ["array"];
    }
    return Number.isInteger(value) ? ["integer", "number"] : [typeof value];
}

function checkPart(part, value, where) {
    const allowed = part.type === undefined ? null : [part.type].flat();
    assert.ok(!allowed || typesOf(value).some((type) => allowed.includes(type)), `${where} is no ${part.type}`);
    assert.ok(!part.enum || part.enum.includes(value), `${where} is ${value}`);
    assert.ok(!("const" in part) || part.const === value, `${where} is ${value}`);
    if (typeof value === "number") {
        assert.ok(value >= (part.minimum ?? value) && value <= (part.maximum ?? value), `${where} is ${value}`);
    }
    if (typeof value === "string") {
        assert.match(value, new RegExp(part.pattern ?? ""), where);
        assert.match(value, FORMATS[part.format] ?? /^/, where);
    }
}

function check(schema, value, where, resolve) {
    const parts = partsOf(schema, resolve);
    parts.forEach((part) => checkPart(part, value, where));
    if (Array.isArray(value)) {
        const items = parts.flatMap((part) => part.items ?? []);
        value.forEach((item, at) => items.forEach((each) => check(each, item, `${where}[${at}]`, resolve)));
    } else if (typeof value === "object" && value !== null) {
        for (const name of parts.flatMap((part) => part.required ?? [])) {
            assert.ok(name in value, `${where} lacks ${name}`);
        }
        for (const [name, member] of Object.entries(value)) {
            const declared = parts.flatMap((part) => part.properties?.[name] ?? []);
            assert.ok(declared.length > 0, `${where} has ${name}`);
            declared.forEach((each) => check(each, member, `${where}.${name}`, resolve));
        }
    }
}

function checkAnswer({routes, resolve}, method, address, {status, headers, text, body}) {
    const path = address.split("?")[0];
    const route = routes.find(({pattern}) => pattern.test(path));
    const operation = route?.operations[method.toLowerCase()];
    if (!operation) {
        return;
    }
    const where = `openapi.yaml, ${method} ${path}, ${status}`;
    const response = resolve(operation.responses[status]);
    assert.ok(response, `${where} is not declared`);
    assert.ok(status < 400 || response.description.includes(`\`${body.code}\``), `${where} knows no ${body?.code}`);
    const content = response.content?.[(headers["content-type"] ?? "").split(";")[0]];
    assert.equal(content !== undefined, text !== "", `${where} has another content`);
    if (content) {
        check(content.schema, body ?? text, where, resolve);
    }
}

const now = readDescription(new URL("../../", import.meta.url));
// During an upgrade the release before answers as well, as it declared it.
const built = process.env.USHER_BUILD_BEFORE;
const before = built && readDescription(pathToFileURL(`${built}/source/`));

/** Fails when openapi.yaml has the address and method, and has another answer in mind. */
export function assertDeclared(method, address, answer) {
    try {
        checkAnswer(now, method, address, answer);
    } catch (error) {
        if (!before) {
            throw error;
        }
        checkAnswer(before, method, address, answer);
    }
}
