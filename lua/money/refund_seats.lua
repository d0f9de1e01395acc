-- refund_seats.lua -- seats were refunded: they are on the market again.
--
-- It may come twice, from the worker and from the outbox, and after somebody else has the seat: only what is
-- still marked as this sale's, or held under its reservation, is freed. It may come before the sale is marked,
-- or in the middle of a restore: neither marks what is remembered as refunded.
--
-- KEYS  concert, buyer, deadlines, then for each seat: map, hold
-- ARGV  for each seat: reservation, seat 'show:seat'
-- Returns {'OK', sales ended}
-- Cost  O(log h + seats + seats of the buyer), h the seats held
--
--- @include common/time
--- @include seats/hold
--- @include money/refunds
--- @include seats/seats_left
local concert, buyer, deadlines = unpack(KEYS, 1, 3)
local FIRST_KEY = 4

local ended = 0
for i = 1, #ARGV, 2 do
  local reservation, ref = ARGV[i], ARGV[i + 1]
  local at = FIRST_KEY + i - 1
  local keys = {map = KEYS[at], hold = KEYS[at + 1], deadlines = deadlines, buyer = buyer}
  local hold = read_hold(keys.hold)
  if hold and hold.reservation == reservation then drop_hold(keys, ref) end
  if end_sale(buyer, ref, reservation) then
    if letter_of(keys.map, ref) == 'S' then set_letter(keys.map, ref, 'A') end
    ended = ended + 1
  end
end
if ended > 0 then take_back(concert, buyer, ended) end
return {'OK', ended}
