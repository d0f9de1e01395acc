// ticket-codes.mjs -- the codes of tickets, made and checked as openapi.yaml says, by nothing that is Usher's.

import assert from "node:assert/strict";
import {createPrivateKey, createPublicKey, sign, verify} from "node:crypto";

export const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SIGNATURE_BYTES = 64;
const ID_BYTES = 16;

/** Base32 (RFC 4648, section 6), without padding. */
export function encode32(bytes) {
    const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
    return bits.match(/.{1,5}/g).map((five) => ALPHABET[parseInt(five.padEnd(5, "0"), 2)]).join("");
}

export function decode32(text) {
    const bits = Array.from(text, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
    return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The key of a seed, which Node takes as the end of a PKCS #8 key (RFC 8410). */
export function privateKey(seed) {
    const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
    return createPrivateKey({key: der, format: "der", type: "pkcs8"});
}

const bytesOf = (uuid) => Buffer.from(uuid.replaceAll("-", ""), "hex");
const uuidOf = (bytes) => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** The code of a ticket {ticketId, showId, seatNumber}. */
export function packCode({version = 1, kid, ticketId, showId, seatNumber}, key) {
    const signed = Buffer.concat([Buffer.from([version << 5 | kid.length - 1]), Buffer.from(kid), bytesOf(ticketId),
        bytesOf(showId), Buffer.from(seatNumber)]);
    return encode32(Buffer.concat([signed, sign(null, signed, key)]));
}

/** What a code says, {kid, ticketId, showId, seatNumber}, once one of the published keys has verified it. */
export function checkCode(code, {keys}) {
    const bytes = decode32(code);
    assert.equal(bytes[0] >> 5, 1);
    const ids = 2 + (bytes[0] & 31);
    const kid = bytes.toString("ascii", 1, ids);
    const signed = bytes.subarray(0, -SIGNATURE_BYTES);
    const key = createPublicKey({key: keys.find((each) => each.kid === kid), format: "jwk"});
    assert.ok(verify(null, signed, key, bytes.subarray(-SIGNATURE_BYTES)));
    const [ticketId, showId] = [ids, ids + ID_BYTES].map((at) => uuidOf(bytes.subarray(at, at + ID_BYTES)));
    return {kid, ticketId, showId, seatNumber: signed.toString("utf8", ids + 2 * ID_BYTES)};
}
