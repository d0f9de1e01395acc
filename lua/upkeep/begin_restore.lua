-- begin_restore.lua -- starts to bring a concert's seats back into a Redis that was empty, or is of before.
--
-- No seat is sold until the books say so again: a Redis of before may not know of a refund. Who hears of a sale
-- from now on marks it; what is held stays held.
--
-- One scheduler at a time: its token is in the concert, and a loss of Redis in between loses the token too.
--
-- KEYS  concert, then the map of each show
-- ARGV  now in us ('0': Redis's clock), token, then the number of seats of each show
-- Returns {'OK'}, {'READY'} when there is nothing to do, {'BUSY'} while another one is at it
-- Cost  O(seats)
--
--- @include common/time
local concert = KEYS[1]
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local token = ARGV[2]
local PATIENCE_MS = 10000 -- after this long without a sign of life the one before is taken for dead

local ready, restoring_at = unpack(redis.call('HMGET', concert, 'ready', 'restoring_at_ms'))
if ready then return {'READY'} end
if restoring_at and tonumber(restoring_at) + PATIENCE_MS > now_ms then return {'BUSY'} end

redis.call('HSET', concert, 'restoring', token, 'restoring_at_ms', integer(now_ms))
for i = 2, #KEYS do
  local map = redis.call('GET', KEYS[i])
  redis.call('SET', KEYS[i], map and string.gsub(map, 'S', 'A') or string.rep('A', tonumber(ARGV[i + 1])))
end
return {'OK'}
