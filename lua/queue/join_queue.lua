-- join_queue.lua -- gives a user a place in a concert's line, or finds the one they have.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, wishes, buyer
-- ARGV  now in us ('0': Redis's clock), user, number from a signed queue token ('' when none was sent),
--       number that the books say was drawn ('0': none, '' when they were not asked),
--       '1' when the signed number is of the lobby
-- Returns {'OK', 1 when new, own entry…}, {'CLOSED'}, {'NOT_READY'}, {'LOOK_UP'}: ask the books and call again
-- Cost  O(log n), n the people waiting
--
--- @include common/time
--- @include common/concert_state
--- @include queue/queue_entry
--- @include queue/lost_numbers
--- @include draw/lottery
--- @include queue/where_to_join
--- @include queue/missed_place
local concert, waiting, active, turns, lapsed = unpack(KEYS, 1, 5)
local now_us, user, drawn = now_in_us(ARGV[1]), ARGV[2], ARGV[4]
local token = {number = ARGV[3], lobby = ARGV[5] == '1'}
local now_ms = math.floor(now_us / 1000)

if redis.call('HEXISTS', concert, 'ready') == 0 then return {'NOT_READY'} end
local present = own_entry(KEYS, user, now_ms)
if present then return {'OK', 0, unpack(present)} end
local state = state_at(concert, now_ms)
if state == 'CLOSED' then return {'CLOSED'} end
local way = way_in(concert, state, token, drawn)
if way == 'LOOK_UP' then return {'LOOK_UP'} end
if way == 'LOBBY' then
  enter_lobby(KEYS, user, token.number, now_us)
  return {'OK', 1, unpack(entry(KEYS, user, now_ms))}
end

-- A place that was lost with Redis comes back once; another one was used or given up.
local function lost_number()
  local number = lost_place(concert, token, drawn)
  if number and redis.call('HSETNX', turns, 'back:' .. user, '1') == 1 then return number end
end

local last = tonumber(redis.call('HGET', concert, 'last_number') or 0)
local missed = missed_number(KEYS, user, now_ms)
local number = missed or lost_number() or math.max(last + 1, now_us, lowest_number(concert))

redis.call('ZREM', active, user)
redis.call('ZREM', lapsed, user)
redis.call('HDEL', KEYS[7], user) -- the wish of a turn that is over
if missed then
  redis.call('HSET', turns, user, integer(number) .. ' 0 0 1')
else
  redis.call('HDEL', turns, user)
end
redis.call('ZADD', waiting, integer(number), user)
redis.call('HSET', concert, 'last_number', integer(math.max(last, number)))
return {'OK', 1, unpack(entry(KEYS, user, now_ms))}
