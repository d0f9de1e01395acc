-- restore_seats.lua -- marks seats of one show as sold, and sales of it as refunded, from the books.
--
-- A hold of a seat that the books have sold is none any more: a Redis of before may still have it.
--
-- Each call is a sign of life: however long a restore takes, no other scheduler begins it anew meanwhile.
--
-- KEYS  concert, map, deadlines, what the keys of all holds and of all buyers begin with (see best/hold_best_seats),
--       then the buyer of each sale
-- ARGV  now in us ('0': Redis's clock), token, number of the show,
--       then for each sale: reservation, seat, '1' when it was refunded
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile, or another scheduler has taken over
-- Cost  O(sales log h), h the seats held: the caller sends some hundred at a time
--
--- @include common/time
--- @include seats/hold
--- @include money/refunds
local concert, map, deadlines, holds, buyers = unpack(KEYS, 1, 5)
local now_us, token, show = now_in_us(ARGV[1]), ARGV[2], ARGV[3]
local FIRST_KEY, FIRST_ARG = 6, 4

local function end_hold(ref)
  local hold = read_hold(holds .. ref)
  if not hold then return end
  drop_hold({map = map, hold = holds .. ref, deadlines = deadlines, buyer = buyers .. hold.user}, ref)
end

if redis.call('HGET', concert, 'restoring') ~= token then return {'LOST'} end
redis.call('HSET', concert, 'restoring_at_ms', integer(math.floor(now_us / 1000)))
for i = 0, #KEYS - FIRST_KEY do
  local buyer = KEYS[FIRST_KEY + i]
  local reservation, seat, refunded = unpack(ARGV, FIRST_ARG + 3 * i, FIRST_ARG + 3 * i + 2)
  local ref = show .. ':' .. seat
  if refunded == '1' then
    end_sale(buyer, ref, reservation)
  elseif not is_refunded(buyer, reservation) then
    redis.call('SETRANGE', map, seat - 1, 'S')
    end_hold(ref)
    redis.call('HSET', buyer, ref, 'sold ' .. reservation)
  end
end
return {'OK'}
