// plan.mjs -- seating plans as an editor writes them: what a test sends to make a concert of one.

import {randomUUID} from "node:crypto";

const PITCH = 30; // pixels from a seat to the next
const AISLE = 2; // places left out in the middle of a row

/** 1 is A, 26 is Z, 27 is AA. */
function letters(number) {
    const last = String.fromCharCode(65 + (number - 1) % 26);
    return number > 26 ? letters(Math.floor((number - 1) / 26)) + last : last;
}

export function seat(number, x, y, category) {
    return {seat_guid: randomUUID(), seat_number: String(number), position: {x, y}, category};
}

/** A row whose seats stand at these places, numbered from 1 on unless `numbers` are given. */
export function row(name, places, category, {x = 0, y = 0, numbers} = {}) {
    return {
        row_number: name, row_number_position: "both", position: {x, y},
        seats: places.map((place, i) => seat(numbers?.[i] ?? i + 1, place * PITCH, 0, category)),
    };
}

export function zone(name, rows, {x = 0, y = 0, areas = []} = {}) {
    return {name, zone_id: name, position: {x, y}, rows, areas};
}

export function plan(categories, zones) {
    return {
        name: "A hall", size: {width: 1000, height: 1000}, zones,
        categories: categories.map((name) => ({name, color: "#a0c4ff"})),
    };
}

/** A round table of so many seats, which is a row like any other. */
export function table(name, seats, category, {x = 0, y = 0} = {}) {
    const radius = PITCH / 2 / Math.sin(Math.PI / seats);
    const placed = Array.from({length: seats}, (_, i) => {
        const angle = 2 * Math.PI * i / seats;
        return seat(i + 1, radius * Math.cos(angle), radius * Math.sin(angle), category);
    });
    return {row_number: name, row_number_position: "both", position: {x, y}, seats: placed};
}

/**
 * Nine seats: row A of the floor (Gold) has four, two on each side of an aisle; row B (Silver) three; the balcony
 * (Silver) has the seats 2 and 4 of row 1. Over it all lies a stage.
 */
export function smallHall() {
    const stage = {
        shape: "rectangle", position: {x: 0, y: -90.5}, rotation: 0, rectangle: {width: 150, height: 60},
        color: "#333333", border_color: "#000000", text: {text: "Stage", position: {x: 75, y: 30}, color: "#ffffff"},
    };
    const floor = zone("Floor", [
        row("A", [0, 1, 4, 5], "Gold"), row("B", [1, 2, 3], "Silver", {y: 30.4}),
    ], {x: 100, y: 200, areas: [stage]});
    const balcony = zone("Balcony", [row("1", [0, 1], "Silver", {numbers: [2, 4]})], {x: 400.25, y: 200});
    return {
        seatingPlan: plan(["Silver", "Gold", "Unused"], [floor, balcony]),
        categoryPrices: {Gold: 3000, Silver: 1000},
    };
}

/** The small hall after a change of its parts. */
export function changedHall(change) {
    const hall = smallHall();
    const [floor, balcony] = hall.seatingPlan.zones;
    change({...hall, floor, balcony, seat: floor.rows[0].seats[2], stage: floor.areas[0]});
    return hall;
}

// A row on an arc around the stage: its seats keep their distance, and leave the middle free.
function arc(name, seats, category, radius) {
    const half = Math.ceil(seats / 2);
    const columns = seats + AISLE;
    const placed = Array.from({length: seats}, (_, i) => {
        const column = (i < half ? i : i + AISLE) - (columns - 1) / 2;
        const angle = column * PITCH / radius;
        return seat(i + 1, radius * Math.sin(angle), radius * Math.cos(angle), category);
    });
    return {row_number: name, row_number_position: "both", position: {x: 0, y: 0}, seats: placed};
}

/**
 * A hall of curved rows with an aisle in the middle, zone behind zone. The front half of the first zone is Gold and
 * its back half Silver, every other zone is Bronze; rows are lettered through all zones.
 */
export function curvedHall({zones = 2, rows = 10, seats = 20} = {}) {
    let rowNo = 0;
    let radius = Math.max(300, seats * PITCH);
    const categoryOf = (z, r) => z > 0 ? "Bronze" : r < rows / 2 ? "Gold" : "Silver";
    const made = Array.from({length: zones}, (_, z) => {
        const inside = Array.from({length: rows}, (__, r) => {
            radius += PITCH * 1.1;
            return arc(letters(++rowNo), seats, categoryOf(z, r), radius);
        });
        radius += 3 * PITCH;
        return zone(`Block ${z + 1}`, inside, {x: 1000, y: 100});
    });
    made[0].areas.push(
        {
            shape: "ellipse", position: {x: 0, y: 60}, rotation: 0, text: {text: "Stage"},
            ellipse: {radius: {x: 180, y: 60}},
        },
        {
            shape: "polygon", position: {x: -300, y: 0}, rotation: 15, text: {text: "Bar"},
            polygon: {points: [{x: 0, y: 0}, {x: 80, y: 0}, {x: 80, y: 40}, {x: 0, y: 40}]},
        });
    return {
        seatingPlan: plan(["Gold", "Silver", "Bronze"], made),
        categoryPrices: {Gold: 3000, Silver: 2000, ...zones > 1 && {Bronze: 1000}},
    };
}
