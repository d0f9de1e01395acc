-- join_queue.lua -- gives a user a place in a concert's line, or finds the one they have.
--
-- KEYS  concert, waiting, active, turns, lapsed
-- ARGV  now in us ('0': Redis's clock), user, number from a signed queue token ('' when none was sent)
-- Returns {'OK', 1 when new, entry…}, {'CLOSED'}, {'NOT_READY'}
-- Cost  O(log n), n the people waiting
--
--- @include now
--- @include state
--- @include entry
local concert, waiting, active, turns, lapsed = unpack(KEYS)
local now_us, user, signed = now_in_us(ARGV[1]), ARGV[2], ARGV[3]
local now_ms = math.floor(now_us / 1000)

if redis.call('HEXISTS', concert, 'ready') == 0 then return {'NOT_READY'} end
local present = entry(KEYS, user, now_ms)
if present then return {'OK', 0, unpack(present)} end
if state_at(concert, now_ms) == 'CLOSED' then return {'CLOSED'} end

-- Who missed the call-up gets the place back once, for a while: its number is in front of all who wait.
local function missed_number()
  local lapsed_at = tonumber(redis.call('ZSCORE', lapsed, user) or nil)
  local number, _, claimed, returned =
    string.match(redis.call('HGET', turns, user) or '', '^(%d+) (%d+) (%d) (%d)$')
  local grace = tonumber(redis.call('HGET', concert, 'grace_seconds'))
  if lapsed_at and claimed == '0' and returned == '0' and now_ms < lapsed_at + grace * 1000 then
    return tonumber(number)
  end
end

-- A token from before the last loss of Redis brings its place back; a later one was used or given up.
local function lost_number()
  local ready_at_us = tonumber(redis.call('HGET', concert, 'ready_at_us'))
  if signed ~= '' and tonumber(signed) < ready_at_us then return tonumber(signed) end
end

local last = tonumber(redis.call('HGET', concert, 'last_number') or 0)
local missed = missed_number()
local number = missed or lost_number() or math.max(last + 1, now_us)

redis.call('ZREM', active, user)
redis.call('ZREM', lapsed, user)
if missed then
  redis.call('HSET', turns, user, integer(number) .. ' 0 0 1')
else
  redis.call('HDEL', turns, user)
end
redis.call('ZADD', waiting, integer(number), user)
redis.call('HSET', concert, 'last_number', integer(math.max(last, number)))
return {'OK', 1, unpack(entry(KEYS, user, now_ms))}
