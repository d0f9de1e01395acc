-- cancel_payment.lua -- a payment was refused: its holds are plain holds again, until their old deadlines.
--
-- When the books had sold a seat that Redis held for free, Redis has forgotten something: the holds end, and
-- the concert is closed until the scheduler has marked its sold seats again.
--
-- KEYS  concert, buyer, deadlines, then for each seat: map, hold
-- ARGV  now in us ('0': Redis's clock), fence, '1' when a seat was sold already,
--       then for each seat: its 'show:seat'
-- Returns {'OK', holds given back}; a hold that another payment has marked too is left to that one
-- Cost  O(seats log h), h the seats held
--
--- @include common/time
--- @include seats/hold
--- @include money/payments_of_hold
local concert, buyer, deadlines = unpack(KEYS, 1, 3)
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local fence, was_sold = ARGV[2], ARGV[3] == '1'
local FIRST_KEY, FIRST_ARG = 4, 4

local given_back = 0
for i = FIRST_ARG, #ARGV do
  local at = FIRST_KEY + 2 * (i - FIRST_ARG)
  local keys = {map = KEYS[at], hold = KEYS[at + 1], deadlines = deadlines, buyer = buyer}
  local hold = read_hold(keys.hold)
  local fences = hold and end_fence(hold.fence, fence)
  if fences then hold.fence = fences end
  if fences and fences ~= '0' and not was_sold then
    redis.call('SET', keys.hold, hold_value(hold), 'KEEPTTL')
  elseif fences then
    given_back = given_back + 1
    if hold.deadline > now_ms and not was_sold then
      put_hold(keys, ARGV[i], hold, hold.deadline, now_ms)
    else
      drop_hold(keys, ARGV[i])
    end
  end
end
if was_sold then redis.call('HDEL', concert, 'ready') end
return {'OK', given_back}
