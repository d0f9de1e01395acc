-- check_queue.lua -- some of the people who are admitted, with every place that they have in the line.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby
-- ARGV  now in us ('0': Redis's clock), how many to pass over (those whose turns end first), how many to read
-- Returns {'OK', now in ms, 1 when the concert is restored, version of its policy, people active,
--          then for each: user, when the turn ends in ms, number in waiting ('' none), in the lobby ('' none),
--          the turn ('' none)}
-- Cost  O(a log n), a the people read, n the people waiting: the caller reads some hundred at a time
--
--- @include common/time
local concert, waiting, active, turns, _, lobby = unpack(KEYS)
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local first, count = tonumber(ARGV[2]), tonumber(ARGV[3])

local result = {'OK', now_ms, redis.call('HEXISTS', concert, 'ready'),
                tonumber(redis.call('HGET', concert, 'version') or 0), redis.call('ZCARD', active)}
local people, users = redis.call('ZRANGE', active, first, first + count - 1, 'WITHSCORES'), {}
if #people == 0 then return result end
for i = 1, #people, 2 do users[#users + 1] = people[i] end
local numbers = redis.call('ZMSCORE', waiting, unpack(users))
local arrivals = redis.call('ZMSCORE', lobby, unpack(users))
for i, turn in ipairs(redis.call('HMGET', turns, unpack(users))) do
  result[#result + 1] = users[i]
  result[#result + 1] = integer(tonumber(people[2 * i]))
  result[#result + 1] = numbers[i] or ''
  result[#result + 1] = arrivals[i] or ''
  result[#result + 1] = turn or ''
end
return result
