// lists.js -- lists that the API answers page by page.

import {get} from "./api.js";

/** Every item of a list, page after page. */
export async function getAll(path, member, options) {
    const items = [];
    let cursor = null;
    do {
        const query = new URLSearchParams({limit: "100", ...(cursor && {cursor})});
        const page = await get(`${path}${path.includes("?") ? "&" : "?"}${query}`, options);
        items.push(...page[member]);
        cursor = page.pagination.nextCursor;
    } while (cursor);
    return items;
}
