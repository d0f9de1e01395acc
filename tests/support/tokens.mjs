// tokens.mjs -- tokens signed with the keys of the Usher under test, by a library that is not Usher's.

import {randomUUID} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";

import {SignJWT} from "jose";

// The first of the keys signs: {kid, secret}.
function keysOf(variable) {
    const settings = readFileSync(join(process.env.USHER_HOME, "usher.env"), "utf8");
    const keys = new RegExp(`^${variable}=(.+)$`, "m").exec(settings)[1];
    return keys.split(",").map((key) => {
        const [kid, secret] = key.split(":");
        return {kid, secret: Buffer.from(secret, "base64url")};
    });
}

/** Every key that Usher verifies tokens with. */
export function tokenKeys() {
    return keysOf("USHER_TOKEN_KEYS");
}

/** Every key of its tickets; the secret is an Ed25519 seed. */
export function ticketKeys() {
    return keysOf("USHER_TICKET_KEYS");
}

/** A token with these claims; `header` and `secret` make one that Usher must refuse. */
export function mint(claims, {header = {}, secret} = {}) {
    const [key] = tokenKeys();
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({iat: now, exp: now + 3600, ...claims})
        .setProtectedHeader({alg: "HS256", kid: key.kid, typ: "JWT", ...header})
        .sign(secret ?? key.secret);
}

export function accessClaims(userId, role = "buyer") {
    return {sub: userId, kind: "access", role, family: randomUUID()};
}
