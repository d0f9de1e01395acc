#!lua flags=allow-oom
-- refund_seats.lua -- seats were refunded: they are on the market again.
--
-- It may come twice, from the worker and from the outbox, and after somebody else has the seat: only what is
-- still marked as this sale's, or held under its reservation, is freed. It may come before the sale is marked,
-- or in the middle of a restore: neither marks what is remembered as refunded.
--
-- KEYS  concert, buyer, deadlines, what the keys of all refunds begin with, then for each seat: map, hold
-- ARGV  for each seat: reservation, seat 'show:seat'
-- Returns {'OK', sales ended}
-- Cost  O(log h + seats + seats of the buyer), h the seats held
--
--- @include money/refund_mark
--- @include money/sales_count
--- @include seats/buyer_record
--- @include seats/end_hold
--- @include seats/hold_record
--- @include seats/seat_map
--- @include seats/seats_of_call
local keys = {concert = KEYS[1], buyer = KEYS[2], deadlines = KEYS[3], refund_prefix = KEYS[4]}
local FIRST_KEY, FIRST_ARG = 5, 1

local ended = 0
for _, seat in ipairs(seats_of_call(keys, FIRST_KEY, FIRST_ARG)) do
  local hold = read_hold(seat.keys.hold)
  if hold and hold.reservation == seat.reservation then end_hold(seat.keys, seat.ref) end
  note_refunded(keys, seat.reservation)
  if forget_sold(keys.buyer, seat.ref, seat.reservation) then
    if letter_of(seat.keys.map, seat.ref) == 'S' then set_letter(seat.keys.map, seat.ref, 'A') end
    ended = ended + 1
  end
end
if ended > 0 then count_refund(keys.concert, keys.buyer, ended) end
return {'OK', ended}
