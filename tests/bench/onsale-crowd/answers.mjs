// answers.mjs -- answers of HTTP/1.1, read from bytes as they come.
//
// What nginx sends is understood: a body with a length, in chunks, or none.

const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = Buffer.from("\r\n");
const NOTHING = Buffer.alloc(0);
const patterns = new Map();

/** A field of a head, or null. */
export function field(head, name) {
    if (!patterns.has(name)) {
        patterns.set(name, new RegExp(`\r\n${name}: *([^\r]*)`, "i"));
    }
    return patterns.get(name).exec(head)?.[1] ?? null;
}

// The chunks from here on: {body, end}, or null when some are still to come.
function readChunks(bytes, begin) {
    const parts = [];
    for (let at = begin; ;) {
        const lineEnd = bytes.indexOf(LINE_END, at);
        if (lineEnd < 0) {
            return null;
        }
        const size = parseInt(bytes.latin1Slice(at, lineEnd), 16);
        const [from, to] = [lineEnd + 2, lineEnd + 2 + size];
        if (bytes.length < to + 2) {
            return null;
        }
        if (size === 0) {
            return {body: Buffer.concat(parts), end: to + 2};
        }
        parts.push(bytes.subarray(from, to));
        at = to + 2;
    }
}

function readBody(bytes, at, status, head) {
    if (status === 204 || status === 304) {
        return {body: NOTHING, end: at};
    }
    const length = field(head, "content-length");
    if (length === null) {
        return readChunks(bytes, at);
    }
    const end = at + Number(length);
    return bytes.length < end ? null : {body: bytes.subarray(at, end), end};
}

/** The head at the beginning of some bytes: {status, head, end}, or null when it is not whole. */
export function readHead(bytes) {
    const at = bytes.indexOf(HEAD_END);
    return at < 0 ? null : {
        status: Number(bytes.latin1Slice(9, 12)), head: bytes.latin1Slice(0, at + 2), end: at + HEAD_END.length,
    };
}

/** The answer at the beginning of some bytes: {status, head, body, end}, or null when it is not whole. */
export function readAnswer(bytes) {
    const start = readHead(bytes);
    const rest = start && readBody(bytes, start.end, start.status, start.head);
    return rest && {...start, ...rest};
}
