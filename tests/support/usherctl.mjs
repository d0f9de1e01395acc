// usherctl.mjs -- usherctl, run as an operator does.

import {execFile} from "node:child_process";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";

const CTL = fileURLToPath(new URL("../../deploy/ctl", import.meta.url));

/** How it ended and what it said: {code, said}. */
export async function usherctl(...words) {
    try {
        const {stdout, stderr} = await promisify(execFile)(CTL, words);
        return {code: 0, said: stdout + stderr};
    } catch (error) {
        return {code: error.code, said: `${error.stdout}${error.stderr}`};
    }
}
