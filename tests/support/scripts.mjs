// scripts.mjs -- the Lua scripts as the workers call them: with their includes, as store/embed.cmake puts them in.

import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";

const LUA = new URL("../../lua/", import.meta.url);
const INCLUDE_LINE = /^--- @include ([a-z_/]+)\n/gm;

function withIncludes(file, included) {
    return readFileSync(new URL(file, LUA), "utf8").replace(INCLUDE_LINE, (_, name) => {
        if (included.has(name)) {
            return "";
        }
        included.add(name);
        return withIncludes(`include/${name}.lua`, included);
    });
}

/** The text of the script of this name, in whichever room of lua/ it is. */
export function scriptText(name) {
    const room = readdirSync(LUA).find((folder) => readdirSync(new URL(folder, LUA)).includes(`${name}.lua`));
    assert.ok(room, `lua/ has no script ${name}`);
    return withIncludes(`${room}/${name}.lua`, new Set());
}
