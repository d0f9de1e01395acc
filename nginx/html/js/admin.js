// admin.js -- the organiser's desk: the concerts, a form for a new one, or the desk of one (?concert=…).

import {fill, make, notice} from "./core/dom.js";
import {word} from "./core/language.js";
import {idParameter, startPage} from "./core/page.js";
import {claims} from "./core/session.js";

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
    const {showDesk} = await import("./desk/sale.js");
    await showDesk(main, concertId);
} else if (new URLSearchParams(location.search).has("new")) {
    const {showForm} = await import("./desk/concert-form.js");
    showForm(main);
} else {
    const {showList} = await import("./desk/concert-list.js");
    await showList(main);
}
