// tokens.mjs -- tokens signed with the keys of the Usher under test, by a library that is not Usher's.

import {randomUUID} from "node:crypto";
import {readFileSync} from "node:fs";
import {join} from "node:path";

import {SignJWT} from "jose";

/** Every key that Usher verifies with, the one it signs with first: {kid, secret}. */
export function tokenKeys() {
    const settings = readFileSync(join(process.env.USHER_HOME, "usher.env"), "utf8");
    const keys = /^USHER_TOKEN_KEYS=(.+)$/m.exec(settings)[1];
    return keys.split(",").map((key) => {
        const [kid, secret] = key.split(":");
        return {kid, secret: Buffer.from(secret, "base64url")};
    });
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
