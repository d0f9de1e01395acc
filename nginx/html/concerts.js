// concerts.js -- lists the concerts on sale and keeps the list fresh.

const REFRESH_MS = 10_000;
const STATES = {SCHEDULED: "not yet on sale", OPEN: "on sale", PAUSED: "paused", CLOSED: "closed"};

const message = document.getElementById("message");
const list = document.getElementById("concerts");

function element(name, className, text) {
    const node = document.createElement(name);
    node.className = className;
    node.textContent = text;
    return node;
}

function line(concert) {
    if (concert.state === "SCHEDULED") {
        return concert.opensAt ? `opens ${new Date(concert.opensAt).toLocaleString()}` : "";
    }
    const minutes = Math.ceil(concert.estimatedWaitSeconds / 60);
    const wait = minutes > 0 ? `, about ${minutes} min` : "";
    return concert.waiting > 0 ? `${concert.waiting} waiting${wait}` : "nobody waiting";
}

function card(concert) {
    const item = document.createElement("li");
    item.append(
        element("h2", "name", concert.name),
        element("p", "venue", concert.venue),
        element("p", `state ${concert.state.toLowerCase()}`, STATES[concert.state] ?? concert.state),
        element("p", "line", line(concert)),
    );
    return item;
}

async function fetchConcerts() {
    const concerts = [];
    let cursor = null;
    do {
        const query = new URLSearchParams({limit: "100", ...(cursor && {cursor})});
        const answer = await fetch(`/api/v1/concerts?${query}`);
        if (!answer.ok) {
            throw new Error(`the server answered ${answer.status}`);
        }
        const page = await answer.json();
        concerts.push(...page.concerts);
        cursor = page.pagination.nextCursor;
    } while (cursor);
    return concerts;
}

async function refresh() {
    try {
        const concerts = await fetchConcerts();
        list.replaceChildren(...concerts.map(card));
        message.textContent = concerts.length > 0 ? "" : "No concert is on sale at the moment.";
    } catch (error) {
        message.textContent = `The list is out of reach (${error.message}); it is tried again in a moment.`;
    }
    setTimeout(refresh, REFRESH_MS);
}

refresh();
