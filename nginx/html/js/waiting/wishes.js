// wishes.js -- the seats that somebody who waits would like: the best that fit are held at the admission.

import {del, put} from "../core/api.js";
import {announce, busy, fill, make} from "../core/dom.js";
import {price, timeInShort} from "../core/format.js";
import {addWords, word} from "../core/language.js";
import {problemNotice} from "../core/page.js";

await Promise.all(["wishes", "problems"].map(addWords));

const TOKEN = {headers: {"Token-In": "cookie"}}; // the answer is an entry, whose token goes there

const option = (value, text, chosen) => make("option", {value, selected: chosen}, text);
const field = (id, key, control) => make("div", {class: "field"}, make("label", {for: id}, word(key)), control);

function sectionBoxes(show, chosen) {
    return show.sections.map(({name, price: points}) => make("label", {class: "check"},
        make("input", {type: "checkbox", name: "section", value: name, checked: chosen.includes(name)}),
        `${name} · ${price(points)}`));
}

function summary(wishes, concert) {
    const show = concert.shows.find(({showId}) => showId === wishes.showId);
    return [
        show && timeInShort(show.startsAt, concert.timeZone), word("seatCount", {count: wishes.quantity}),
        wishes.sections?.join(", "), wishes.maxPrice && word("upTo", {price: price(wishes.maxPrice)}),
        wishes.adjacent && word("sideBySide"),
    ].filter(Boolean).join(" · ");
}

function buildForm(concert, wishes, send) {
    const shows = make("select", {id: "wish-show", name: "showId"}, concert.shows.map(({showId, startsAt}) =>
        option(showId, timeInShort(startsAt, concert.timeZone), showId === wishes?.showId)));
    const most = concert.policy.maxSeatsPerUser;
    const quantity = make("select", {id: "wish-quantity", name: "quantity"}, Array.from({length: most}, (_, i) =>
        option(i + 1, word("seatCount", {count: i + 1}), i + 1 === (wishes?.quantity ?? Math.min(2, most)))));
    const sections = make("fieldset", {}, make("legend", {}, word("sections")));
    const prices = [...new Set(concert.shows.flatMap((each) => each.sections.map((section) => section.price)))]
        .sort((a, b) => a - b);
    const highest = make("select", {id: "wish-price", name: "maxPrice"},
        option("", word("anyPrice"), !wishes?.maxPrice),
        prices.map((points) => option(points, word("upTo", {price: price(points)}), points === wishes?.maxPrice)));
    const adjacent = make("input", {type: "checkbox", name: "adjacent", checked: wishes?.adjacent ?? true});
    const boxes = make("div", {});
    const fillBoxes = () => fill(boxes, sectionBoxes(
        concert.shows.find(({showId}) => showId === shows.value), wishes?.sections ?? []));
    shows.addEventListener("change", fillBoxes);
    fillBoxes();
    sections.append(make("p", {class: "hint"}, word("sectionsHint")), boxes);
    return make("form", {onsubmit: send},
        field("wish-show", "show", shows), field("wish-quantity", "quantity", quantity),
        field("wish-price", "price", highest), sections, make("label", {class: "check"}, adjacent, word("sideBySide")),
        make("button", {class: "quiet"}, word("saveWishes")));
}

function read(form) {
    const data = new FormData(form);
    const sections = data.getAll("section");
    return {
        showId: data.get("showId"), quantity: Number(data.get("quantity")), adjacent: data.has("adjacent"),
        ...(sections.length > 0 && {sections}), ...(data.get("maxPrice") && {maxPrice: Number(data.get("maxPrice"))}),
    };
}

let known = null; // {path, wishes} as they were last sent

/** Sends the wishes again after the server has lost the queue. */
export async function restoreWishes() {
    if (known?.wishes) {
        await put(known.path, known.wishes, TOKEN);
    }
}

/** Shows the wishes of an entry, to be made, changed and taken back. */
export function showWishesForm(node, concert, entry) {
    const path = `/concerts/${concert.concertId}/queue-entry/wishes`;
    const trouble = make("div", {});
    known = {path, wishes: entry.wishes ?? null};

    async function send(event) {
        event.preventDefault();
        const form = event.currentTarget;
        await busy(form.querySelector("button"), async () => {
            try {
                const wanted = read(form);
                await put(path, wanted, TOKEN);
                known.wishes = wanted;
                announce(word("wishesSaved"));
                show();
            } catch (problem) {
                fill(trouble, problemNotice(problem));
            }
        });
    }

    async function takeBack({currentTarget}) {
        await busy(currentTarget, async () => {
            try {
                await del(path, TOKEN);
                known.wishes = null;
                show();
            } catch (problem) {
                fill(trouble, problemNotice(problem));
            }
        });
    }

    function show() {
        const {wishes} = known;
        fill(trouble);
        fill(node, make("section", {class: "card"}, make("h2", {}, word("wishesTitle")),
            make("p", {class: "muted"}, word("wishesAdvice")), trouble,
            wishes && make("div", {class: "notice good"}, make("p", {class: "notice-title"}, word("wishesSaved")),
                make("p", {}, summary(wishes, concert)),
                make("button", {type: "button", class: "quiet small", onclick: takeBack}, word("dropWishes"))),
            make("details", {open: !wishes}, make("summary", {}, word(wishes ? "changeWishes" : "makeWishes")),
                buildForm(concert, wishes, send))));
    }

    show();
}
