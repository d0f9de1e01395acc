// plan-names.test.mjs -- seating plans as editors write them: long names, blocks, labels, and seats not for sale.

import assert from "node:assert/strict";
import {after, describe, test} from "node:test";

import {differencesOf} from "../../support/check.mjs";
import {changedHall, plan, row, smallHall, zone} from "../../support/plan.mjs";
import {
    admit, api, askBest, eventually, expect, expectProblem, hold, holdBest, inDays, liveConcert, newBuyer, newConcert,
    pay, redis, theAdmin,
} from "../../support/usher.mjs";

const admin = await theAdmin();
const store = redis();
after(() => store.disconnect());

const planConcert = (hall) => newConcert({shows: [{startsAt: inDays(30)}], ...hall});

/** Redis forgets the concert, and the schedulers bring it back. */
async function loseRedis({concertId}) {
    await store.del(await store.keys(`usher:{${concertId}}:*`));
    await liveConcert(concertId, "OPEN");
}

async function mapOf({showId}) {
    return expect(await admin.get(`/admin/shows/${showId}/seatmap`), 200);
}

async function numbersOf({showId}, buyer) {
    const {seats} = expect(await buyer.get(`/shows/${showId}/seats?limit=100`), 200);
    return seats.map(({number}) => number);
}

describe("a seating plan as an editor writes it", {concurrency: 8}, () => {
    test("names may be as long as an editor takes, and a seat has all that tell it apart", async () => {
        const long = (letter) => letter.repeat(190);
        const hall = changedHall(({seatingPlan, balcony, categoryPrices}) => {
            balcony.name = long("석");
            seatingPlan.categories[0].name = long("x");
            seatingPlan.zones.forEach(({rows}) => rows.flatMap(({seats}) => seats).forEach((each) => {
                each.category = each.category === "Silver" ? long("x") : each.category;
            }));
            categoryPrices[long("x")] = 1000;
            delete categoryPrices.Silver;
            balcony.rows[0].row_number = long("y");
            balcony.rows[0].seats[0].seat_number = "Wheelchair space 1 and who comes along";
            balcony.rows[0].seats[1].category = "Gold";
        });
        const concert = await planConcert(hall);
        const buyer = await newBuyer(concert, 5000);
        const names = [`${long("석")} Gold`, `${long("석")} ${long("x")}`];
        const {sections} = await mapOf(concert);
        assert.deepEqual(sections.map(({name}) => name),
            ["Floor Gold", names[0], `Floor ${long("x")}`, names[1]]);
        const {seats} = expect(await buyer.get(`/shows/${concert.showId}/seats?section=${encodeURIComponent(names[1])}`), 200);
        assert.equal(seats.length, 1);
        const [held] = await holdBest(buyer, concert, {quantity: 1, section: names[1]});
        const {tickets: [{ticketId, seatNumber}]} = await pay(buyer, [held]);
        assert.equal(seatNumber, `${long("y")}Wheelchair space 1 and who comes along`);
        assert.match((await buyer.get(`/tickets/${ticketId}.svg`)).text, /^<svg /);
    });

    test("rows of one number in one zone are its blocks, and seats without a number are counted", async () => {
        const blocks = [row("A", [0, 1], "Gold"), row("A", [5, 6], "Gold"),
            row("B", [0, 1, 2], "Gold", {y: 30, numbers: ["", "", "9"]})];
        delete blocks[2].seats[1].seat_number;
        const hall = {seatingPlan: plan(["Gold"], [zone("Main", blocks)]), categoryPrices: {Gold: 1}};
        const concert = await planConcert(hall);
        const buyer = await newBuyer(concert, 10);
        assert.deepEqual(await numbersOf(concert, buyer), ["1 A1", "1 A2", "2 A1", "2 A2", "B1", "B2", "B9"]);
        const {sections: [{rows}]} = await mapOf(concert);
        assert.deepEqual(rows.map(({row: name, prefix, seatLabel}) => [name, prefix, seatLabel]),
            [["A", "1 A", "%s"], ["A", "2 A", "%s"], ["B", undefined, undefined]]);
        const {tickets: [{seatNumber}]} = await pay(buyer, await hold(buyer, concert.showId, [3]));
        assert.equal(seatNumber, "2 A1");
    });

    test("rows and seats are called by their labels, and rows numbered where the plan says", async () => {
        const hall = changedHall(({floor, balcony}) => {
            Object.assign(floor.rows[0], {row_label: "Table %s", seat_label: "Chair %s", row_number_position: "start"});
            Object.assign(floor.rows[1], {seat_label: "Stool", row_label: null, row_number_position: null});
            Object.assign(balcony.rows[0], {row_label: "", row_number_position: "end"});
        });
        const concert = await planConcert(hall);
        const buyer = await newBuyer(concert, 10_000);
        const numbers = ["Table A, Chair 4", "B, Stool 1", "1-2"];
        const all = await numbersOf(concert, buyer);
        assert.deepEqual([all[3], all[4], all[7]], numbers);
        const {sections} = await mapOf(concert);
        assert.deepEqual(sections.map(({rows: [{row: name, prefix, seatLabel, numberedAt}]}) =>
            [name, prefix, seatLabel, numberedAt]), [
            ["A", "Table A, ", "Chair %s", "start"], ["B", "B, ", "Stool %s", "none"], ["1", "1-", undefined, "end"]]);
        const [held] = await hold(buyer, concert.showId, [4]);
        assert.equal(held.seatNumber, numbers[0]);
        assert.equal((await pay(buyer, [held])).tickets[0].seatNumber, numbers[0]);
        const {tickets: [ticket]} = expect(await buyer.get("/tickets"), 200);
        assert.deepEqual([ticket.section, ticket.row, ticket.numberInRow], ["Floor Gold", "A", undefined]);
    });

    test("a label that grows beyond a seat's name is refused, and rows without seats are none", async () => {
        const hall = changedHall(({floor}) => {
            Object.assign(floor.rows[0], {row_label: "%s".repeat(95), row_number: "😀".repeat(190)});
        });
        const body = {name: "A hall", venue: "A house", shows: [{startsAt: inDays(30)}], ...hall};
        const {detail} = expectProblem(await admin.post("/admin/concerts", body), 400, "invalid_member");
        assert.match(detail, /^seatingPlan\.zones\[0\]\.rows\[0\]\.row_label must be shorter/);
        const empty = changedHall(({floor}) => {
            floor.rows.unshift({...floor.rows[0], row_number: "0", seats: []});
        });
        const {sections: [{rows}]} = await mapOf(await planConcert(empty));
        assert.deepEqual(rows.map(({row: name}) => name), ["A"]);
    });

    test("a category without a price is shown, and nobody can have its seats, after a loss of Redis either", async () => {
        const concert = await planConcert({
            ...smallHall(), categoryPrices: {Gold: 3000, Silver: null}, policy: {maxSeatsPerUser: 8},
        });
        const buyer = await newBuyer(concert, 10_000);
        for (const lose of [async () => {}, () => loseRedis(concert)]) {
            await lose();
            const {sections, status, show} = await mapOf(concert);
            assert.deepEqual(sections.map(({price}) => price), [3000, null, null]);
            assert.equal(status, "AAAANNNNN");
            assert.deepEqual([show.seatsTotal, show.seatsAvailable, show.minPrice], [9, 4, 3000]);
        }
        await admit([buyer], concert);
        const {seats} = expect(await buyer.get(`/shows/${concert.showId}/seats?status=NOT_FOR_SALE`), 200);
        assert.deepEqual(seats.map(({number, price}) => [number, price]).at(-1), ["1-4", null]);
        const ask = async () => expectProblem(await buyer.post("/reservations", {showId: concert.showId, seatIds: [4, 5]}),
            409, "seat_taken").seatIds;
        assert.deepEqual(await ask(), [5]);
        const [map] = await store.keys(`usher:{${concert.concertId}}:map:*`);
        await store.setrange(map, 4, "A"); // as a scheduler of 0.2.0 writes it
        assert.deepEqual(await ask(), [5]);
        await store.setrange(map, 4, "N");
        expectProblem(await askBest(buyer, concert, {quantity: 2, section: "Balcony"}), 409, "no_seats_left");
        expectProblem(await askBest(buyer, concert, {quantity: 5}), 409, "no_seats_left");
        const [shown] = expect(await api().get(concert.path), 200).shows;
        assert.deepEqual(shown.sections.map(({name}) => name), ["Floor Gold"]);
        assert.deepEqual([shown.minPrice, shown.maxPrice], [3000, 3000]);
        assert.deepEqual(expect(await admin.get(`/admin/shows/${concert.showId}/holders`), 200).holders, []);
        await eventually(async () => {
            const {seats: counts, prices} = expect(await api().get(`${concert.path}/queue`), 200);
            assert.deepEqual(counts, {total: 4, available: 4, held: 0, sold: 0});
            assert.deepEqual(prices, [{price: 3000, total: 4, available: 4, held: 0, sold: 0}]);
        });
        assert.deepEqual(await differencesOf(concert), []);
    });

    test("names that mean something to a program are names like others", async () => {
        const hall = changedHall(({seatingPlan, floor, balcony, categoryPrices}) => {
            seatingPlan.categories.push({name: "__proto__"}, {name: "constructor"});
            floor.name = "hasOwnProperty";
            floor.rows[0].seats.forEach((each) => each.category = "__proto__");
            balcony.rows[0].seats.forEach((each) => each.category = "constructor");
            delete categoryPrices.Gold;
            Object.defineProperty(categoryPrices, "__proto__", {value: 500, enumerable: true});
            categoryPrices.constructor = 400;
        });
        const {sections} = await mapOf(await planConcert(hall));
        assert.deepEqual(sections.map(({name, price}) => [name, price]),
            [["hasOwnProperty Silver", 1000], ["hasOwnProperty __proto__", 500], ["Balcony", 400]]);
    });
});
