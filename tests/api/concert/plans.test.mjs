// plans.test.mjs -- a hall as its seating plan has it: made, shown, sold.

import assert from "node:assert/strict";
import {randomUUID} from "node:crypto";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import http from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {describe, test} from "node:test";

import {send} from "../../support/http.mjs";
import {changedHall, curvedHall, plan, row, smallHall, zone} from "../../support/plan.mjs";
import {
    api, concertBody, eventually, expect, expectProblem, hold, inDays, newBuyer, newConcert, newStaff, pay, sleep, sql,
    theAdmin, usherctl,
} from "../../support/usher.mjs";

const admin = await theAdmin();
const MIB = 1024 * 1024;
const CONCERTS = "/api/v1/admin/concerts";

function planConcert(hall = smallHall(), changes = {}) {
    return newConcert({shows: [{startsAt: inDays(30)}], ...hall, ...changes});
}

async function mapOf(concert, show = concert.showId) {
    return expect(await admin.get(`/admin/shows/${show}/seatmap`), 200);
}

async function numbersOf(concert, buyer, show = concert.showId) {
    const {seats} = expect(await buyer.get(`/shows/${show}/seats?limit=100`), 200);
    return seats.map(({number}) => number);
}

/** A body of so many bytes, of which the first alone is sent. */
function beginPost(bytes) {
    const {hostname, port} = new URL(process.env.USHER_URL);
    const headers = {
        "content-type": "application/json", "content-length": bytes, authorization: `Bearer ${admin.token}`,
    };
    const request = http.request({hostname, port, method: "POST", path: CONCERTS, headers});
    request.on("error", () => {});
    request.on("response", () => {
        request.isAnswered = true;
    });
    request.write("x");
    return request;
}

function body(changes) {
    return concertBody({shows: [{startsAt: inDays(30)}], ...smallHall(), ...changes});
}

const longName = "x".repeat(191);
const wrongTexts = [1, true, [], {}];
const wrongNumbers = [undefined, "1", null, true, [], 1e5 + 1, -1e5 - 1, 1e300];
const seatAt = "seatingPlan.zones[0].rows[0].seats[2]";
const areaAt = "seatingPlan.zones[0].areas[0]";
const wrongPlans = [
    ["categoryPrices is", {...smallHall(), categoryPrices: undefined}],
    ["seatingPlan is", {...smallHall(), seatingPlan: undefined}],
    ...[1, "x", [], true].map((seatingPlan) => ["seatingPlan must", {...smallHall(), seatingPlan}]),
    ...[1, "x", [], true].map((categoryPrices) => ["categoryPrices must", {...smallHall(), categoryPrices}]),
    ["categoryPrices.Gold is", changedHall(({categoryPrices}) => delete categoryPrices.Gold)],
    ["categoryPrices.Velvet must", changedHall(({categoryPrices}) => categoryPrices.Velvet = 1)],
    ["categoryPrices.each name must", changedHall(({categoryPrices}) => categoryPrices["x".repeat(70_000)] = 1)],
    ...[0, -1, 1.5, "1", 10_000_001].map((price) =>
        ["categoryPrices.Gold must", changedHall(({categoryPrices}) => categoryPrices.Gold = price)]),
    ["categoryPrices.Unused must", changedHall(({categoryPrices}) => categoryPrices.Unused = "free")],
    ...[undefined, [], {}, "x", Array(101).fill({name: "x"})].map((categories) =>
        ["seatingPlan.categories", changedHall(({seatingPlan}) => seatingPlan.categories = categories)]),
    ...[undefined, "", longName, "a\tb", ...wrongTexts].map((name) =>
        ["seatingPlan.categories[1].name", changedHall(({seatingPlan}) => seatingPlan.categories[1].name = name)]),
    ["seatingPlan.categories[2].name", changedHall(({seatingPlan}) => seatingPlan.categories[2].name = "Gold")],
    ...[undefined, [], {}, "x", Array(1001).fill({})].map((zones) =>
        ["seatingPlan.zones", changedHall(({seatingPlan}) => seatingPlan.zones = zones)]),
    ["seatingPlan.zones[1]", changedHall(({seatingPlan}) => seatingPlan.zones[1] = 1)],
    ...[longName, "a\nb", ...wrongTexts].map((name) =>
        ["seatingPlan.zones[1].name", changedHall(({balcony}) => balcony.name = name)]),
    ["seatingPlan.zones[2].name", changedHall(({seatingPlan}) =>
        seatingPlan.zones.push(zone("Balcony", [row("9", [0], "Silver")])))],
    [`seatingPlan.zones[0].rows[0].seats[0].seat_number must be shorter: with zone and row it has over 300 characters`,
        changedHall(({floor, balcony}) => {
            floor.name = "x".repeat(190);
            floor.rows[0].row_number = balcony.rows[0].row_number = "y".repeat(110);
            balcony.rows[0].seats[0].seat_number = "1";
        })],
    ["categoryPrices must have a price", {...smallHall(), categoryPrices: {Gold: null, Silver: null}}],
    ["categoryPrices must have a price", {...smallHall(), categoryPrices: {Gold: null, Silver: null, Unused: 5}}],
    ["seatingPlan.zones[1].position", changedHall(({balcony}) => delete balcony.position)],
    ...[undefined, {}, "x", null].map((rows) =>
        ["seatingPlan.zones[1].rows", changedHall(({balcony}) => balcony.rows = rows)]),
    ...[undefined, longName, "a\u007fb", ...wrongTexts].map((name) =>
        ["seatingPlan.zones[0].rows[1].row_number", changedHall(({floor}) => floor.rows[1].row_number = name)]),
    ["seatingPlan.zones[0].rows[1].position", changedHall(({floor}) => floor.rows[1].position = 1)],
    ...[undefined, {}, "x"].map((seats) =>
        ["seatingPlan.zones[0].rows[1].seats", changedHall(({floor}) => floor.rows[1].seats = seats)]),
    ["seatingPlan.zones[0].rows[1].seats must", changedHall(({floor}) => {
        floor.rows[1] = row("B", Array.from({length: 1001}, (_, i) => i), "Silver");
    })],
    ...[longName, "a\nb", ...wrongTexts].flatMap((name) => ["row_label", "seat_label"].map((member) =>
        [`seatingPlan.zones[0].rows[1].${member}`, changedHall(({floor}) => floor.rows[1][member] = name)])),
    ...["left", "", ...wrongTexts].map((end) => ["seatingPlan.zones[0].rows[1].row_number_position",
        changedHall(({floor}) => floor.rows[1].row_number_position = end)]),
    ...[longName, "1\n2", ...wrongTexts].map((number) =>
        [`${seatAt}.seat_number`, changedHall(({seat}) => seat.seat_number = number)]),
    [`${seatAt}.seat_number must`, changedHall(({seat}) => seat.seat_number = "2")],
    ...[undefined, 1, [], "x"].map((position) => [`${seatAt}.position`, changedHall(({seat}) => seat.position = position)]),
    ...wrongNumbers.flatMap((x) => [
        [`${seatAt}.position.x`, changedHall(({seat}) => seat.position.x = x)],
        [`${seatAt}.position.y`, changedHall(({seat}) => seat.position.y = x)],
    ]),
    ...["", "gold", "Velvet", longName].map((category) =>
        [`${seatAt}.category must`, changedHall(({seat}) => seat.category = category)]),
    [`${seatAt}.category is`, changedHall(({seat}) => delete seat.category)],
    [`${seatAt} must`, changedHall(({floor}) => floor.rows[0].seats[2] = "x")],
    ["seatingPlan must", changedHall(({floor, balcony}) => floor.rows = balcony.rows = [])],
    ["seatingPlan must", changedHall(({balcony, stage}) => balcony.areas = Array(500).fill(stage))],
    ["seatingPlan.zones[0].areas must", changedHall(({floor}) => floor.areas = Array(501).fill(floor.areas[0]))],
    ["seatingPlan.zones[0].areas must", changedHall(({floor}) => floor.areas = "stage")],
    [`${areaAt} must`, changedHall(({floor}) => floor.areas[0] = 1)],
    ...[1, "x", {}].map((position) => [`${areaAt}.position`, changedHall(({stage}) => stage.position = position)]),
    ...["star", "", 1].map((shape) => [`${areaAt}.shape must`, changedHall(({stage}) => stage.shape = shape)]),
    ...["x", 36_001].map((rotation) => [`${areaAt}.rotation must`, changedHall(({stage}) => stage.rotation = rotation)]),
    ...["x", -1, 100_001].map((width) =>
        [`${areaAt}.rectangle.width must`, changedHall(({stage}) => stage.rectangle.width = width)]),
    [`${areaAt}.width is`, changedHall(({stage}) => delete stage.rectangle)],
    [`${areaAt}.radius is`, changedHall(({stage}) => stage.shape = "circle")],
    [`${areaAt}.ellipse.radius must`, changedHall(({stage}) =>
        Object.assign(stage, {shape: "ellipse", ellipse: {radius: 1}}))],
    [`${areaAt}.polygon.points[1].y is`, changedHall(({stage}) =>
        Object.assign(stage, {shape: "polygon", polygon: {points: [{x: 1, y: 1}, {x: 1}]}}))],
    [`${areaAt}.text.text must`, changedHall(({stage}) => stage.text.text = "x".repeat(201))],
    [`${areaAt}.text must`, changedHall(({stage}) => stage.text = 1)],
];

describe("a concert of a seating plan", {concurrency: 8}, () => {
    test("its map has the rows of the plan, where each seat stands, and the areas", async () => {
        const concert = await planConcert();
        const {sections, plan: drawn, status} = await mapOf(concert);
        assert.deepEqual(sections, [
            {name: "Floor Gold", price: 3000, rows: [
                {row: "A", firstSeatId: 1, seats: 4, x: [0, 30, 120, 150], y: [91, 91, 91, 91]}]},
            {name: "Floor Silver", price: 1000, rows: [
                {row: "B", firstSeatId: 5, seats: 3, x: [30, 60, 90], y: [121, 121, 121]}]},
            {name: "Balcony", price: 1000, rows: [
                {row: "1", firstSeatId: 8, seats: 2, prefix: "1-", numbers: ["2", "4"], x: [300, 330], y: [91, 91]}]},
        ]);
        assert.deepEqual(drawn, {width: 330, height: 121, areas: [
            {shape: "rectangle", x: 0, y: 0, width: 150, height: 60, text: "Stage"}]});
        assert.equal(status, "A".repeat(9));
    });

    test("its seats are listed, held, paid for and let in under the numbers of the house", async () => {
        const [concert, staff] = await Promise.all([planConcert(), newStaff()]);
        const buyer = await newBuyer(concert, 10_000);
        assert.deepEqual(await numbersOf(concert, buyer), ["A1", "A2", "A3", "A4", "B1", "B2", "B3", "1-2", "1-4"]);
        const reservations = await hold(buyer, concert.showId, [9, 4]);
        assert.deepEqual(reservations.map(({seatNumber, price}) => [seatNumber, price]), [["1-4", 1000], ["A4", 3000]]);
        const {holders} = expect(await admin.get(`/admin/shows/${concert.showId}/holders`), 200);
        assert.deepEqual(holders.map(({number, section}) => [number, section]),
            [["A4", "Floor Gold"], ["1-4", "Balcony"]]);
        const {tickets} = await pay(buyer, reservations);
        const [ticket] = await Promise.all(tickets.filter(({seatId}) => seatId === 9).map(async ({ticketId}) =>
            expect(await buyer.get(`/tickets/${ticketId}`), 200)));
        assert.deepEqual([ticket.seatNumber, ticket.section], ["1-4", "Balcony"]);
        assert.equal(expect(await staff.post("/checkins", {code: ticket.code}), 200).seatNumber, "1-4");
        assert.equal((await mapOf(concert)).status, "AAASAAAAS");
    });

    test("its prices are those of the categories, in the concert and on its board", async () => {
        const concert = await planConcert();
        const buyer = await newBuyer(concert, 3000);
        await hold(buyer, concert.showId, [1]);
        const [show] = expect(await api().get(concert.path), 200).shows;
        assert.deepEqual([show.minPrice, show.maxPrice], [1000, 3000]);
        assert.deepEqual(show.sections.map(({name, price}) => [name, price]),
            [["Floor Gold", 3000], ["Floor Silver", 1000], ["Balcony", 1000]]);
        await eventually(async () => assert.deepEqual(expect(await api().get(`${concert.path}/queue`), 200).prices, [
            {price: 1000, total: 5, available: 5, held: 0, sold: 0},
            {price: 3000, total: 4, available: 3, held: 1, sold: 0},
        ]));
    });

    // As often as every process of a pool has had its turn with both, so that each has kept both.
    test("a map that is asked for again is that show's, with what was held and let go meanwhile", async () => {
        const sections = [{name: "Hall", rows: 2, seatsPerRow: 3, price: 500}];
        const shows = [{startsAt: inDays(30)}, {startsAt: inDays(31), sections}];
        const concert = await planConcert(smallHall(), {shows});
        const buyer = await newBuyer(concert, 0);
        const first = await Promise.all(concert.shows.map(({showId}) => mapOf(concert, showId)));
        const look = async (at, status) => {
            const map = expect(await buyer.get(`/shows/${concert.shows[at].showId}/seatmap`), 200);
            assert.deepEqual(map.sections, first[at].sections);
            assert.deepEqual([map.plan, map.show.showId], [first[at].plan, first[at].show.showId]);
            assert.deepEqual([map.status, map.show.seatsAvailable], [status, status.split("A").length - 1]);
            assert.ok(map.version > first[at].version);
        };
        for (let seat = 1; seat <= 6; seat++) {
            const [{reservationId}] = await hold(buyer, concert.shows[1].showId, [seat]);
            await Promise.all([0, 1, 0, 1].map((at) =>
                look(at, at === 0 ? "A".repeat(9) : `${"A".repeat(seat - 1)}H${"A".repeat(6 - seat)}`)));
            expect(await buyer.delete(`/reservations/${reservationId}`), 204);
            await look(1, "A".repeat(6));
        }
    });

    test("shows share the plan, and one may have sections of its own", async () => {
        const sections = [{name: "Hall", rows: 2, seatsPerRow: 3, price: 500}];
        const concert = await planConcert(smallHall(), {
            shows: [{startsAt: inDays(30)}, {startsAt: inDays(31), sections}, {startsAt: inDays(32)}],
        });
        assert.deepEqual(concert.shows.map(({seatsTotal}) => seatsTotal), [9, 6, 9]);
        const maps = await Promise.all(concert.shows.map(({showId}) => mapOf(concert, showId)));
        assert.deepEqual(maps[0].sections, maps[2].sections);
        assert.deepEqual(maps[0].plan, maps[2].plan);
        assert.equal(maps[1].plan, undefined);
        assert.deepEqual(maps[1].sections[0].rows[1], {row: "B", firstSeatId: 4, seats: 3});
        const buyer = await newBuyer(concert, 0);
        for (const [i, numbers] of [["A1", "1-4"], ["A1", "B3"], ["A1", "1-4"]].entries()) {
            const all = await numbersOf(concert, buyer, concert.shows[i].showId);
            assert.deepEqual([all[0], all.at(-1)], numbers);
        }
    });

    test("numbers that repeat begin with their zone's name, as long as it may be", async () => {
        const name = "가".repeat(60);
        const rows = () => [row(`${"열".repeat(19)}1`, [0, 1], "Gold", {numbers: [`1${"석".repeat(19)}`, "2"]})];
        const hall = {
            seatingPlan: plan(["Gold"], [zone(name, rows()), zone("B", rows(), {x: 500})]), categoryPrices: {Gold: 1},
        };
        const [concert, staff] = await Promise.all([planConcert(hall), newStaff()]);
        const buyer = await newBuyer(concert, 10);
        const number = `${"열".repeat(19)}1-1${"석".repeat(19)}`;
        assert.equal((await numbersOf(concert, buyer))[2], `B ${number}`);
        const {tickets: [{ticketId, seatNumber}]} = await pay(buyer, await hold(buyer, concert.showId, [1]));
        assert.equal(seatNumber, `${name} ${number}`);
        const ticket = expect(await buyer.get(`/tickets/${ticketId}`), 200);
        assert.equal(expect(await staff.post("/checkins", {code: ticket.code}), 200).seatNumber, seatNumber);
        assert.match((await buyer.get(`/tickets/${ticketId}.svg`)).text, /^<svg /);
    });

    test("curved rows stand as they do in the plan, with whole numbers", async () => {
        const hall = curvedHall({zones: 3, rows: 6, seats: 21});
        const concert = await planConcert(hall);
        const {sections, plan: drawn} = await mapOf(concert);
        assert.deepEqual(sections.map(({name}) => name), ["Block 1 Gold", "Block 1 Silver", "Block 2", "Block 3"]);
        const standing = hall.seatingPlan.zones.flatMap(({position, rows}) => rows.flatMap(({seats}) =>
            seats.map((seat) => [position.x + seat.position.x, position.y + seat.position.y])));
        const shown = sections.flatMap(({rows}) => rows.flatMap(({x, y}) => x.map((at, i) => [at, y[i]])));
        assert.equal(shown.length, 3 * 6 * 21);
        const [left, top] = [standing[0][0] - shown[0][0], standing[0][1] - shown[0][1]];
        for (const [i, [x, y]] of standing.entries()) {
            assert.ok(Math.abs(x - left - shown[i][0]) <= 1 && Math.abs(y - top - shown[i][1]) <= 1, `seat ${i + 1}`);
            assert.ok(shown[i][0] <= drawn.width && shown[i][1] <= drawn.height, `seat ${i + 1}`);
        }
        assert.deepEqual(drawn.areas.map(({shape, text}) => [shape, text]), [["ellipse", "Stage"], ["polygon", "Bar"]]);
        assert.equal(drawn.areas[1].points.length, 4);
    });

    test("areas of an older plan are read, and those that show nothing are left out", async () => {
        const position = {x: 10, y: 20};
        const hall = changedHall(({floor}) => floor.areas = [
            {width: 40, height: 30, position, text: "Old stage", color: "red", border_color: "blue"},
            {shape: "circle", circle: {radius: 5.5}, position, rotation: null, text: {}},
            {shape: "text", position, rotation: -30, text: {text: "Bar", position: {x: 5, y: 5}}},
            {shape: "text", position, text: ""},
            {shape: "polygon", position, polygon: {points: [{x: 0, y: 0}]}},
            {shape: "text", text: {text: "Stage", position: {x: 7, y: 8}}},
            {shape: "rectangle", position: null, rectangle: {width: 20, height: 10}},
        ]);
        const {plan: {areas}} = await mapOf(await planConcert(hall));
        assert.deepEqual(areas, [
            {shape: "rectangle", x: 10, y: 20, width: 40, height: 30, text: "Old stage"},
            {shape: "ellipse", x: 10, y: 20, width: 11, height: 11},
            {shape: "text", x: 15, y: 25, rotation: 330, text: "Bar"},
            {shape: "text", x: 7, y: 8, text: "Stage"},
            {shape: "rectangle", x: 0, y: 0, width: 20, height: 10},
        ]);
    });

    test("a plan that makes no sense is refused and named, and nothing is made", async () => {
        const name = `Refused ${randomUUID()}`;
        for (const [begin, hall] of wrongPlans) {
            const answer = await admin.post("/admin/concerts", body({name, ...hall}));
            const {detail} = expectProblem(answer, 400, "invalid_member");
            assert.ok(detail.startsWith(begin), `${begin}: ${detail.slice(0, 200)}`);
            assert.ok(detail.length < 300, begin);
        }
        assert.deepEqual(await sql("SELECT FROM usher.concerts WHERE name = $1", [name]), []);
    });

    test("what a plan has beyond what is known is of no matter", async () => {
        const hall = changedHall(({seatingPlan, floor, balcony, seat}) => {
            Object.assign(seatingPlan, {id: 7, backgroundImage: "x", name: null});
            Object.assign(floor, {uuid: 1, displayed: true});
            Object.assign(seat, {radius: "large", guid: [], uuid: null});
            balcony.rows.push({row_number: "", seats: []});
            delete balcony.areas;
            delete balcony.rows[0].position;
        });
        assert.equal((await planConcert(hall)).shows[0].seatsTotal, 9);
    });

    test("usherctl makes a concert of a plan from a file, or says what is wrong with it", async () => {
        const folder = await mkdtemp(join(tmpdir(), "usher-plan-"));
        const file = join(folder, "concert.json");
        await writeFile(file, JSON.stringify(body()));
        const {code, said} = await usherctl("concert", "import", file);
        assert.equal(code, 0, said);
        const [show] = await sql("SELECT seats_total FROM usher.shows WHERE concert_id = $1", [said.trim()]);
        assert.equal(show.seats_total, 9);
        await writeFile(file, JSON.stringify(body(changedHall(({seat}) => seat.category = "Velvet"))));
        const refused = await usherctl("concert", "import", file);
        assert.match(refused.said, /zones\[0\]\.rows\[0\]\.seats\[2\]\.category must/);
        await rm(folder, {recursive: true});
    });
});

describe("the size of a plan", () => {
    test("one that is too large says what is allowed, and other calls have no more than before", async () => {
        const concert = await planConcert();
        const calls = [
            ["post", "/admin/concerts", body(), 16 * MIB, /16 MiB/],
            ["patch", `/admin/concerts/${concert.concertId}`, {name: "Later"}, MIB / 16, /64 KiB/],
        ];
        for (const [method, path, sent, size, detail] of calls) {
            for (const headers of [{}, {"transfer-encoding": "chunked"}]) {
                const answer = await admin[method](path, JSON.stringify(sent).padEnd(size + 1, " "), headers);
                assert.match(expectProblem(answer, 413, "body_too_large").detail, detail);
            }
        }
    });

    test("more seats or rows than a show may have are refused", async () => {
        const many = (rows, seats) => ({
            seatingPlan: plan(["Gold"], [zone("Z", Array.from({length: rows}, (_, r) =>
                row(String(r), Array(seats).fill(0), "Gold")))]),
            categoryPrices: {Gold: 1},
        });
        for (const [rows, seats, detail] of [[101, 1000, /100000 seats/], [10_001, 1, /rows/]]) {
            const hall = many(rows, seats);
            hall.seatingPlan.zones[0].rows.forEach(({seats: all}) => all.forEach((seat) => delete seat.seat_guid));
            const answer = await admin.post("/admin/concerts", body(hall));
            assert.match(expectProblem(answer, 400, "invalid_member").detail, detail);
        }
    });

    test("one address sends four large bodies at once and no more", async (t) => {
        const post = async () => (await send({method: "POST", path: CONCERTS, body: "x".repeat(MIB)})).status;
        let begun = [];
        const end = () => begun.forEach((request) => request.destroy());
        t.after(end);
        await eventually(async () => {
            end(); // what has just ended counts for a moment yet
            begun = Array.from({length: 4}, () => beginPost(MIB));
            await sleep(200);
            assert.equal(await post(), 429);
            assert.ok(begun.every(({isAnswered}) => !isAnswered), "one of four was refused");
        });
        end();
        await eventually(async () => assert.equal(await post(), 401));
    });
});
