#!lua flags=allow-oom
-- finish_payment.lua -- seats were sold: they leave the market and their buyer is admitted no more.
--
-- It may come twice, from the worker and from the outbox: what is marked already is left as it is, and
-- only the first time ends the admission. What was refunded meanwhile is not marked.
--
-- KEYS  concert, active, turns, buyer, deadlines, what the keys of all refunds begin with,
--       then for each seat: map, hold
-- ARGV  user, then for each seat: reservation, seat 'show:seat'
-- Returns {'OK', seats newly marked}, {'NOT_READY'} when there is no map yet: the restore will mark them
-- Cost  O(log n + seats)
--
--- @include money/refund_mark
--- @include money/sales_count
--- @include seats/buyer_record
--- @include seats/seat_map
--- @include seats/seats_of_call
local keys = {concert = KEYS[1], active = KEYS[2], turns = KEYS[3], buyer = KEYS[4], deadlines = KEYS[5],
              refund_prefix = KEYS[6]}
local user = ARGV[1]
local FIRST_KEY, FIRST_ARG = 7, 2
local seats = seats_of_call(keys, FIRST_KEY, FIRST_ARG)

for _, seat in ipairs(seats) do
  seat.letter = letter_of(seat.keys.map, seat.ref)
  if seat.letter == '' then return {'NOT_READY'} end
end

local marked = 0
for _, seat in ipairs(seats) do
  if seat.letter ~= 'S' and not is_refunded(keys, seat.reservation) then
    set_letter(seat.keys.map, seat.ref, 'S')
    redis.call('DEL', seat.keys.hold)
    redis.call('ZREM', keys.deadlines, seat.ref)
    note_sold(keys.buyer, seat.ref, seat.reservation)
    marked = marked + 1
  end
end
if marked > 0 then
  count_sale(keys.concert, marked)
  if redis.call('ZREM', keys.active, user) == 1 then redis.call('HDEL', keys.turns, user) end
end
return {'OK', marked}
