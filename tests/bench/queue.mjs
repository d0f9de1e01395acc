// queue.mjs -- a concert on sale with a long queue, made in Redis alone; prints its id.
//
//   node queue.mjs PEOPLE

import {eventually, expect, api, newConcert, redis} from "../support/usher.mjs";

const STEP = 5000;
const BUCKET = 4096;
const people = Number(process.argv[2]);

// Numbers lie some microseconds apart, as arrivals do; users are names that nobody has.
const JOIN = `
    for i = 1, ARGV[3] do
        local number = string.format('%.0f', ARGV[1] + 7 * i)
        redis.call('ZADD', KEYS[1], number, 'bench-0000-7000-8000-' .. string.format('%015d', ARGV[2] + i))
    end`;

const concert = await newConcert({policy: {admitPerSecond: 10, maxActive: 1_000_000}});
const store = redis();
const began = Date.now() * 1000;
for (let at = 0; at < people; at += STEP) {
    const count = Math.min(STEP, people - at);
    await store.eval(JOIN, 1, `usher:{${concert.concertId}}:waiting`, began + 7 * at, at, count);
}
store.disconnect();
await eventually(async () => {
    const {places} = expect(await api().get(`${concert.path}/queue`), 200);
    return places.length >= people / BUCKET;
}, 60_000);
console.log(concert.concertId);
