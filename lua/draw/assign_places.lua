#!lua flags=allow-oom
-- assign_places.lua -- moves people from the lobby to the places that they were drawn.
--
-- It may come twice, and from two schedulers: only who is still in the lobby is moved.
--
-- KEYS  concert, waiting, lobby
-- ARGV  when the lobby was closed in us, then for each person: user, number ('0': not in the draw)
-- Returns {'OK', people moved}, {'LOST'} when Redis was lost since that closing
-- Cost  O(b log n), b the people sent: the caller sends some hundred at a time
--
--- @include common/integer
--- @include draw/lottery
local keys = {concert = KEYS[1], waiting = KEYS[2], lobby = KEYS[3]}
local closed = ARGV[1]

if redis.call('HGET', keys.concert, 'lobby_closed_us') ~= closed then return {'LOST'} end
local users, places = {}, {}
for i = 2, #ARGV, 2 do users[#users + 1] = ARGV[i] end
local moved = {}
for i, arrived in ipairs(redis.call('ZMSCORE', keys.lobby, unpack(users))) do
  local number = ARGV[2 * i + 1]
  if arrived then
    moved[#moved + 1] = users[i]
    places[#places + 1] = number ~= '0' and number or integer(missed_draw_number(keys.concert))
    places[#places + 1] = users[i]
  end
end
if #moved == 0 then return {'OK', 0} end
redis.call('ZREM', keys.lobby, unpack(moved))
redis.call('ZADD', keys.waiting, unpack(places))
return {'OK', #moved}
