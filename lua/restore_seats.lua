-- restore_seats.lua -- marks seats of one show as sold, from the books.
--
-- KEYS  concert, map, then the buyer of each seat
-- ARGV  token, number of the show, then the seats
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile
-- Cost  O(seats): the caller sends some hundred at a time
local concert, map = KEYS[1], KEYS[2]
local token, show = ARGV[1], ARGV[2]

if redis.call('HGET', concert, 'restoring') ~= token then return {'LOST'} end
for i = 3, #KEYS do
  redis.call('SETRANGE', map, ARGV[i] - 1, 'S')
  redis.call('HSET', KEYS[i], show .. ':' .. ARGV[i], 'sold')
end
return {'OK'}
