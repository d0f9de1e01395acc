-- cancel_payment.lua -- a payment was refused: its holds are plain holds again, until their old deadlines.
--
-- KEYS  buyer, deadlines, then for each seat: map, hold
-- ARGV  now in us ('0': Redis's clock), fence, then for each seat: its 'show:seat'
-- Returns {'OK', holds given back}; a hold that another payment has marked since is left alone
-- Cost  O(seats log h), h the seats held
--
--- @include now
--- @include holds
local buyer, deadlines = unpack(KEYS, 1, 2)
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local fence = ARGV[2]
local FIRST_KEY, FIRST_ARG = 3, 3

local given_back = 0
for i = FIRST_ARG, #ARGV do
  local at = FIRST_KEY + 2 * (i - FIRST_ARG)
  local keys = {map = KEYS[at], hold = KEYS[at + 1], deadlines = deadlines, buyer = buyer}
  local hold = read_hold(keys.hold)
  if hold and hold.fence == fence then
    given_back = given_back + 1
    hold.fence = '0'
    if hold.deadline > now_ms then
      put_hold(keys, ARGV[i], hold, hold.deadline, now_ms)
    else
      drop_hold(keys, ARGV[i])
    end
  end
end
return {'OK', given_back}
