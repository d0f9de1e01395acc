-- restore_seats.lua -- marks seats of one show as sold, from the books.
--
-- Each call is a sign of life: however long a restore takes, no other scheduler begins it anew meanwhile.
--
-- KEYS  concert, map, then the buyer of each seat
-- ARGV  now in us ('0': Redis's clock), token, number of the show, then the seats
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile, or another scheduler has taken over
-- Cost  O(seats): the caller sends some hundred at a time
--
--- @include now
local concert, map = KEYS[1], KEYS[2]
local now_us, token, show = now_in_us(ARGV[1]), ARGV[2], ARGV[3]

if redis.call('HGET', concert, 'restoring') ~= token then return {'LOST'} end
redis.call('HSET', concert, 'restoring_at_ms', integer(math.floor(now_us / 1000)))
for i = 3, #KEYS do
  redis.call('SETRANGE', map, ARGV[i + 1] - 1, 'S')
  redis.call('HSET', KEYS[i], show .. ':' .. ARGV[i + 1], 'sold')
end
return {'OK'}
