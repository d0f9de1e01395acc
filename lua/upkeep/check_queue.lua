-- check_queue.lua -- some of the people who are admitted, with every place that they have in the queue.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby
-- ARGV  now in us ('0': Redis's clock), how many to pass over (those whose admissions end first), how many to read
-- Returns {'OK', now in ms, 1 when the concert is restored, version of its policy, people active,
--          then for each: user, when the admission ends in ms, number in waiting ('' none), in the lobby ('' none),
--          the admission ('' none; see queue/admission_record)}
-- Cost  O(a log n), a the people read, n the people waiting: the caller reads some hundred at a time
--
--- @include common/integer
--- @include common/keys
--- @include common/readiness
--- @include common/time
local keys = queue_keys()
keys.lobby = KEYS[6]
local now_ms = now_in_ms(ARGV[1])
local first, count = tonumber(ARGV[2]), tonumber(ARGV[3])

local result = {'OK', now_ms, is_ready(keys.concert) and 1 or 0,
                tonumber(redis.call('HGET', keys.concert, 'version') or 0), redis.call('ZCARD', keys.active)}
local people, users = redis.call('ZRANGE', keys.active, first, first + count - 1, 'WITHSCORES'), {}
if #people == 0 then return result end
for i = 1, #people, 2 do users[#users + 1] = people[i] end
local numbers = redis.call('ZMSCORE', keys.waiting, unpack(users))
local arrivals = redis.call('ZMSCORE', keys.lobby, unpack(users))
for i, admission in ipairs(redis.call('HMGET', keys.turns, unpack(users))) do
  result[#result + 1] = users[i]
  result[#result + 1] = integer(tonumber(people[2 * i]))
  result[#result + 1] = numbers[i] or ''
  result[#result + 1] = arrivals[i] or ''
  result[#result + 1] = admission or ''
end
return result
