// admin.js -- the organiser's desk: the concerts, a form for a new one, or the desk of one (?concert=…).

import {fill, make, notice} from "./dom.js";
import {word} from "./language.js";
import {idParameter, startPage} from "./page.js";
import {claims} from "./session.js";

function refuse(main) {
    document.title = `Usher – ${word("adminTitle")}`;
    fill(main, make("h1", {}, word("adminTitle")),
        notice("warn", word("adminsOnly"), make("p", {}, word("adminsOnlyAdvice"))));
}

await startPage({signedIn: true});
const main = document.querySelector("main");
const concertId = idParameter("concert");
if (claims()?.role !== "admin") {
    refuse(main);
} else if (concertId) {
    const {showDesk} = await import("./admin-desk.js");
    await showDesk(main, concertId);
} else if (new URLSearchParams(location.search).has("new")) {
    const {showForm} = await import("./admin-form.js");
    showForm(main);
} else {
    const {showList} = await import("./admin-list.js");
    await showList(main);
}
