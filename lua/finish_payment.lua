-- finish_payment.lua -- seats were sold: they leave the market and their buyer leaves the room.
--
-- It may come twice, from the worker and from the outbox: what is marked already is left as it is, and
-- only the first time ends the admission.
--
-- KEYS  concert, active, turns, buyer, deadlines, then for each seat: map, hold
-- ARGV  user, then for each seat: its 'show:seat'
-- Returns {'OK', seats newly marked}, {'NOT_READY'} when there is no map yet: the restore will mark them
-- Cost  O(log n + seats)
--
--- @include now
--- @include holds
local _, active, turns, buyer, deadlines = unpack(KEYS, 1, 5)
local user = ARGV[1]
local FIRST_KEY, FIRST_ARG = 6, 2

local marked = 0
for i = FIRST_ARG, #ARGV do
  local map, hold = KEYS[FIRST_KEY + 2 * (i - FIRST_ARG)], KEYS[FIRST_KEY + 2 * (i - FIRST_ARG) + 1]
  local letter = letter_of(map, ARGV[i])
  if letter == '' then return {'NOT_READY'} end
  if letter ~= 'S' then
    set_letter(map, ARGV[i], 'S')
    redis.call('DEL', hold)
    redis.call('ZREM', deadlines, ARGV[i])
    redis.call('HSET', buyer, ARGV[i], 'sold')
    marked = marked + 1
  end
end
if marked > 0 then
  redis.call('ZREM', active, user)
  redis.call('HDEL', turns, user)
end
return {'OK', marked}
