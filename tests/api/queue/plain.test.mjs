// plain.test.mjs -- waiting in the queue with a browser that runs no script.

import assert from "node:assert/strict";
import {describe, test} from "node:test";

import {send} from "../../support/http.mjs";
import {callHour, inSeconds, newLottery} from "../../support/lottery.mjs";
import {plainVisitor} from "../../support/pages/plain.mjs";
import {
    accessClaims, admit, api, endAdmission, eventually, expect, hold, inDays, join, liveConcert, mint, newConcert,
    newEmail, newOwner, newUser, newUsers, steer, untilActive,
} from "../../support/usher.mjs";

const PASSWORD = "correct horse";
const ONE_AT_A_TIME = {maxActive: 1, admitPerSecond: 1};

// Somebody with a password, and the form that signs them in.
async function newPerson() {
    const credentials = {email: newEmail(), password: PASSWORD};
    const {userId, accessToken} = expect(await api().post("/auth/register", credentials), 201);
    return {userId, form: {action: "sign-in", ...credentials}, ...api(accessToken)};
}

// A queue that stands still: one user is in, and so many wait.
async function standingQueue(count) {
    const concert = await newConcert({policy: ONE_AT_A_TIME});
    const [inside, ...waiting] = await newUsers(count + 1);
    await admit([inside], concert);
    expect(await inside.get(`${concert.path}/shows`), 200); // claims the admission
    await join(waiting, concert);
    return {concert, inside, waiting};
}

async function joined(concert, headers) {
    const visitor = plainVisitor(concert, headers);
    const person = await newPerson();
    return {visitor, person, page: await visitor.post(person.form)};
}

async function numberOf(person, concert) {
    return expect(await person.get(`${concert.path}/queue-entry`), 200).queueNumber;
}

function shows(page, status, ...texts) {
    assert.equal(page.status, status, page.text);
    texts.forEach((text) => assert.ok(page.text.includes(text), `no "${text}" in ${page.text}`));
}

function showsNot(page, ...texts) {
    texts.forEach((text) => assert.ok(!page.text.includes(text), `"${text}" in ${page.text}`));
}

function untilShown(visitor, text) {
    return eventually(async () => {
        const page = await visitor.get();
        shows(page, 200, text);
        return page;
    });
}

describe("waiting without a script", {concurrency: 4}, () => {
    test("a form leads into the queue, a reload shows it move, and the admission comes", async () => {
        const {concert, inside, waiting} = await standingQueue(2);
        const visitor = plainVisitor(concert);
        shows(await visitor.get(), 200, "Sign in to join the line", "A concert", "A hall", "Available");
        const person = await newPerson();
        const page = await visitor.post(person.form);
        shows(page, 200, "You are in line", 'People ahead of you</p>\n<p class="figure">2</p>');
        assert.ok(page.refresh >= 5 && page.refresh <= 60);
        const {queueNumber} = expect(await person.get(`${concert.path}/queue-entry`), 200);
        shows(page, 200, "People waiting in total: 3.");
        showsNot(page, queueNumber); // the number is the program's
        expect(await waiting[0].delete(`${concert.path}/queue-entry`), 204);
        shows(await visitor.get(), 200, 'Person ahead of you</p>\n<p class="figure">1</p>');
        expect(await waiting[1].delete(`${concert.path}/queue-entry`), 204);
        shows(await visitor.get(), 200, "You are next");
        expect(await inside.delete(`${concert.path}/queue-entry`), 204);
        const turn = await untilShown(visitor, "It is your turn");
        shows(turn, 200, `href="/seats?concert=${concert.concertId}"`, "<title>★ It is your turn – A concert");
        assert.match(turn.text, /<span class="figure">(1:00|0:\d\d)<\/span>/);
        assert.ok(turn.refresh <= 15);
    });

    test("seats that are held for an admission are named, and lead to paying", async () => {
        const concert = await newConcert();
        const {visitor, person} = await joined(concert);
        await untilShown(visitor, "It is your turn");
        await hold(person, concert.showId, [1, 2]);
        const page = await visitor.get();
        shows(page, 200, `href="/cart?concert=${concert.concertId}"`);
        assert.match(page.text, /Held for you: Section R, row A, seat [12] · Section R, row A, seat [12]</);
    });

    test("the place is the person's own, from a script or without one", async () => {
        const {concert} = await standingQueue(1);
        const {visitor, person} = await joined(concert);
        const number = await numberOf(person, concert);
        assert.equal(expect(await person.post(`${concert.path}/queue-entry`), 200).queueNumber, number);
        shows(await visitor.post(person.form), 200, "You are in line");
        assert.equal(await numberOf(person, concert), number);
    });

    test("a browser that asks for Korean is answered in Korean", async () => {
        const {concert} = await standingQueue(2);
        const {page} = await joined(concert, {"accept-language": "ko-KR,ko;q=0.9,en;q=0.8"});
        shows(page, 200, '<html lang="ko"', "대기 중", '내 앞 대기 인원</p>\n<p class="figure">2명</p>');
        showsNot(page, "You are in line");
    });

    test("a name is never taken for markup", async () => {
        const concert = await newConcert({name: `<b>&"'</b>`, venue: "<script>alert(1)</script>"});
        const page = await plainVisitor(concert).get();
        shows(page, 200, "<h1>&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;</h1>", "&lt;script&gt;");
        showsNot(page, "<b>");
    });

    test("who leaves has given the place up and is not known any more", async () => {
        const {concert} = await standingQueue(1);
        const {visitor, person} = await joined(concert);
        const question = await visitor.ask("leave");
        shows(question, 200, "Leave the line?", "Stay in line", 'value="leave"');
        assert.ok(question.text.indexOf("Stay in line") < question.text.indexOf('value="leave"'), "the safe one leads");
        showsNot(await visitor.get(), 'value="leave"');
        shows(await visitor.post({action: "leave"}), 200, "Sign in to join the line");
        assert.equal(visitor.jar.size, 0);
        assert.equal((await person.get(`${concert.path}/queue-entry`)).problem.code, "not_in_queue");
        shows(await visitor.post({action: "leave"}), 200, "Sign in to join the line");
    });

    test("whose admission has passed comes back to the own number, when asked to", async () => {
        const {concert, inside} = await standingQueue(0);
        const {visitor, person} = await joined(concert);
        const number = await numberOf(person, concert);
        expect(await inside.delete(`${concert.path}/queue-entry`), 204);
        await untilActive(person, concert);
        await endAdmission(person, concert);
        const out = await untilShown(visitor, "Your turn has passed");
        assert.equal(out.refresh, null);
        shows(out, 200, "Come back within 5 min");
        await steer(concert, "pause");
        shows(await visitor.post({action: "join"}), 200, "You are in line");
        assert.equal(await numberOf(person, concert), number);
    });

    test("the lobby of a lottery waits for its hour and then for the draw", async () => {
        const concert = await newLottery(40);
        const {visitor, page} = await joined(concert);
        shows(page, 200, "You are in the waiting room", "Opens at", "less than a minute", "place by lottery");
        assert.ok(page.refresh >= 5 && page.refresh <= 50);
        await callHour(concert);
        await untilShown(visitor, "It is your turn");
    });

    test("the hour of a sale is told where the concert is", async () => {
        const concert = await newConcert({timeZone: "Asia/Seoul", opens: "2099-12-24T15:30:00.000Z"});
        shows(await plainVisitor(concert).get(), 200, "Opens at 2099-12-25 00:30 (Asia/Seoul).",
            'datetime="2099-12-24T15:30:00.000Z"');
    });

    test("a lobby whose hour is far asks once a minute", async () => {
        const concert = await newConcert({opens: inSeconds(7200)});
        const {page} = await joined(concert);
        shows(page, 200, "You are in the waiting room", "Still to go: 2 h.", "in the order in which people came");
        assert.ok(page.refresh >= 60 && page.refresh < 70);
    });

    test("a closed sale takes nobody and says so", async () => {
        const concert = await newConcert();
        const {form} = await newPerson();
        await steer(concert, "close");
        await liveConcert(concert.concertId, "CLOSED");
        shows(await plainVisitor(concert).post(form), 409, "The sale is closed");
        await eventually(async () => showsNot(await plainVisitor(concert).get(), "<form"));
    });

    test("a paused sale says that the queue stays as it is", async () => {
        const {concert} = await standingQueue(1);
        const {visitor} = await joined(concert);
        await steer(concert, "pause");
        await untilShown(visitor, "The sale is paused. The line stays as it is.");
    });

    test("who waits for a concert without a seat is told to be on the waitlist", async () => {
        const sections = [{name: "R", rows: 1, seatsPerRow: 1, price: 1000}];
        const concert = await newConcert({shows: [{startsAt: inDays(30), sections}]});
        await newOwner(concert);
        const {visitor} = await joined(concert);
        const page = await untilShown(visitor, "If you stay, you are on the waitlist");
        shows(page, 200, "Sold out", "<dt>Available</dt><dd>0</dd>", "You are number 1 of the waitlist.");
        showsNot(page, "You are next");
        const list = await send({method: "GET", path: "/plain?limit=100"});
        const [, card] = list.text.split(concert.concertId);
        assert.match(card.split("</li>")[0], /<p>Sold out<\/p>/);
    });

    test("the list leads to every concert, page by page", async () => {
        const concert = await newConcert({name: "One of <many>"});
        const page = await send({method: "GET", path: "/plain?limit=1"});
        assert.equal(page.status, 200);
        const [, next] = page.text.match(/href="(\/plain\?cursor=[\w-]+)"/);
        assert.equal((await send({method: "GET", path: next})).status, 200);
        const list = await send({method: "GET", path: "/plain?limit=100"});
        assert.ok(list.text.includes(`<a href="/plain/${concert.concertId}">One of &lt;many&gt;</a>`));
    });
});

describe("what the page refuses", {concurrency: 4}, async () => {
    const concert = await newConcert();
    const person = await newPerson();

    async function refused(answer, status, text) {
        const page = await answer;
        shows(page, status, text, 'role="alert"');
        return page;
    }

    async function isInLine({get}) {
        return (await get(`${concert.path}/queue-entry`)).status === 200;
    }

    test("a wrong password and an unknown e-mail get the form once more, alike", async () => {
        const {form} = await newPerson();
        for (const wrong of [{password: "wrong horse"}, {email: newEmail()}]) {
            const visitor = plainVisitor(concert);
            const page = await refused(visitor.post({...form, ...wrong}), 401, "The e-mail or the password is wrong.");
            shows(page, 401, "Sign in and join", "A concert");
            assert.equal(visitor.jar.size, 0);
        }
    });

    test("fields that are missing, broken or too long get the form once more", async () => {
        const email = encodeURIComponent(person.form.email);
        const bodies = [
            "", "&&&", "email", `email=${email}`, `email=${email}&password=`, `email=${email}&password=short`,
            `email=ada&password=${"p".repeat(8)}`, `email=${email}&password=${"p".repeat(129)}`,
            `email=${email}&password=%ZZ345678`, `email=${email}&password=%0012345678`,
            `email=${email}&password=%FF12345678`, `email=${email}&password=12345678%`,
            `email=${email}\0&password=12345678`,
            `email=${email}&password=12345678&action=dance`, `email=${"a".repeat(2000)}@b&password=12345678`,
        ];
        for (const body of bodies) {
            await refused(plainVisitor(concert).send(body), 400, "8 to 128 characters");
        }
    });

    test("a body that is no form, or too large, is refused", async () => {
        const visitor = plainVisitor(concert);
        for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x", ""]) {
            await refused(visitor.send("action=leave", {"content-type": type}), 415, "could not be read");
        }
        const {status} = await send({
            method: "POST", path: visitor.path, body: "a".repeat(70_000),
            headers: {"content-type": "application/x-www-form-urlencoded"},
        });
        assert.equal(status, 413);
    });

    test("a form of another site does nothing", async () => {
        const foreign = [
            {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {origin: "https://evil.example"},
            {origin: "null"},
        ];
        const stranger = await newPerson();
        for (const headers of foreign) {
            await refused(plainVisitor(concert).post(stranger.form, headers), 403, "came from another page");
        }
        assert.ok(!await isInLine(stranger));
        const own = {origin: process.env.USHER_URL, "sec-fetch-site": "same-origin"};
        shows(await plainVisitor(concert).post(stranger.form, own), 200, "A concert");
        assert.ok(await isInLine(stranger));
    });

    test("a cookie of another queue, of another kind, or forged, is nobody's", async () => {
        const other = await newConcert();
        const user = await newUser();
        const [entry] = await join([user], other);
        const [, claims] = entry.queueToken.split(".");
        const access = await mint(accessClaims(user.userId));
        for (const token of [entry.queueToken, access, `a.${claims}.b`, "", "x"]) {
            const visitor = plainVisitor(concert);
            visitor.jar.set("usher_queue", token);
            shows(await visitor.get(), 200, "Sign in to join the line");
            shows(await visitor.post({action: "join"}), 200, "Sign in to join the line");
        }
    });

    test("an address that leads nowhere is a page as well", async () => {
        await refused(plainVisitor({concertId: "01a1fe8f-bcc5-7f4f-9bec-000000000000"}).get(), 404, "no such concert");
        await refused(plainVisitor({concertId: "nonsense"}).get(), 400, "could not be read");
        const answer = await send({method: "DELETE", path: `/plain/${concert.concertId}`});
        assert.equal(answer.status, 405);
        assert.equal(answer.headers.allow, "GET, HEAD, POST");
        assert.match(answer.headers["content-type"], /^text\/html/);
    });
});

test("the waiting page knows its concert without a script, and stays cacheable", async () => {
    const concertId = "01a1fe8f-bcc5-7f4f-9bec-000000000000";
    const {text, headers} = await send({method: "GET", path: `/wait?concert=${concertId}`});
    assert.match(text, new RegExp(`<noscript><meta http-equiv="refresh" content="0; url=/plain/${concertId}">`));
    const again = {"if-none-match": headers.etag};
    assert.equal((await send({method: "GET", path: `/wait?concert=${concertId}`, headers: again})).status, 304);
    for (const query of ["", "?concert=", `?concert=${concertId}0`, `?concert=${concertId}"><b>`, "?concert=<b>"]) {
        const page = await send({method: "GET", path: `/wait${encodeURI(query)}`});
        assert.match(page.text, /content="0; url=\/plain"/, query);
    }
});
