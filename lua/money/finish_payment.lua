-- finish_payment.lua -- seats were sold: they leave the market and their buyer leaves the room.
--
-- It may come twice, from the worker and from the outbox: what is marked already is left as it is, and
-- only the first time ends the admission. What was refunded meanwhile is not marked.
--
-- KEYS  concert, active, turns, buyer, deadlines, then for each seat: map, hold
-- ARGV  user, then for each seat: reservation, seat 'show:seat'
-- Returns {'OK', seats newly marked}, {'NOT_READY'} when there is no map yet: the restore will mark them
-- Cost  O(log n + seats)
--
--- @include common/time
--- @include seats/hold
--- @include money/refunds
local concert, active, turns, buyer, deadlines = unpack(KEYS, 1, 5)
local user = ARGV[1]
local FIRST_KEY, FIRST_ARG = 6, 2

local function keys_of(i)
  local at = FIRST_KEY + i - FIRST_ARG
  return KEYS[at], KEYS[at + 1]
end

for i = FIRST_ARG, #ARGV, 2 do
  local map = keys_of(i)
  if letter_of(map, ARGV[i + 1]) == '' then return {'NOT_READY'} end
end

local marked = 0
for i = FIRST_ARG, #ARGV, 2 do
  local map, hold = keys_of(i)
  local reservation, ref = ARGV[i], ARGV[i + 1]
  if letter_of(map, ref) ~= 'S' and not is_refunded(buyer, reservation) then
    set_letter(map, ref, 'S')
    redis.call('DEL', hold)
    redis.call('ZREM', deadlines, ref)
    redis.call('HSET', buyer, ref, 'sold ' .. reservation)
    marked = marked + 1
  end
end
if marked > 0 then
  redis.call('HINCRBY', concert, 'buyers', 1)
  redis.call('HINCRBY', concert, 'bought', marked)
  if redis.call('ZREM', active, user) == 1 then redis.call('HDEL', turns, user) end
end
return {'OK', marked}
