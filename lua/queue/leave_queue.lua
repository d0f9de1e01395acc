-- leave_queue.lua -- gives a place or an admission back and frees the holds nobody is paying for.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, buyer, deadlines, wishes, then for each hold: map, hold
-- ARGV  now in us ('0': Redis's clock), user, then for each hold: its seat 'show:seat'
-- Returns {'OK'}, {'CHANGED'} when the user holds another seat than those named, {'NOT_IN_QUEUE'},
--         {'NOT_READY'}
-- Cost  O(log n + holds of the user)
--
--- @include common/time
--- @include seats/hold
--- @include queue/lost_numbers
--- @include draw/lottery
local concert, waiting, active, turns, lapsed, lobby, buyer, deadlines, wishes = unpack(KEYS, 1, 9)
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local user = ARGV[2]
local FIRST_KEY, FIRST_ARG = 10, 3

if redis.call('HEXISTS', concert, 'ready') == 0 then return {'NOT_READY'} end

local named = {}
for i = FIRST_ARG, #ARGV do named[ARGV[i]] = true end
local fields = redis.call('HGETALL', buyer)
for i = 1, #fields, 2 do
  local deadline = tonumber(string.match(fields[i + 1], ' (%d+)$') or 0)
  if deadline > now_ms and not named[fields[i]] then return {'CHANGED'} end
end

local freed = 0
for i = FIRST_ARG, #ARGV do
  local at = FIRST_KEY + 2 * (i - FIRST_ARG)
  local keys = {map = KEYS[at], hold = KEYS[at + 1], deadlines = deadlines, buyer = buyer}
  local hold = read_hold(keys.hold)
  if hold and hold.user == user and hold.fence == '0' then
    drop_hold(keys, ARGV[i])
    freed = freed + 1
  end
end

-- A place that came back after a loss of Redis comes back only once: its token is worth nothing any more.
local place = redis.call('ZSCORE', waiting, user) or redis.call('ZSCORE', lobby, user) or
              string.match(redis.call('HGET', turns, user) or '', '^%d+')
if place and was_lost(concert, place) then redis.call('HSET', turns, 'back:' .. user, '1') end

local left = redis.call('ZREM', waiting, user) + redis.call('ZREM', active, user) +
             redis.call('ZREM', lobby, user)
redis.call('HDEL', turns, user)
redis.call('HDEL', wishes, user)
redis.call('ZREM', lapsed, user)
if left + freed == 0 then return {'NOT_IN_QUEUE'} end
return {'OK'}
