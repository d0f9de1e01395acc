#!lua flags=allow-oom
-- begin_restore.lua -- starts to bring a concert's seats back into a Redis that was empty, or is of before.
--
-- No seat is sold until the database says so again: a Redis of before may not know of a refund. Who hears of a sale
-- from now on marks it; what is held stays held.
--
-- KEYS  concert, then the map of each show
-- ARGV  now in us ('0': Redis's clock), token, then the number of seats of each show
-- Returns {'OK'}, {'READY'} when there is nothing to do, {'BUSY'} while another one is at it
-- Cost  O(seats)
--
--- @include common/readiness
--- @include common/time
--- @include upkeep/restoring
local concert = KEYS[1]
local now_ms, token = now_in_ms(ARGV[1]), ARGV[2]
local FIRST_MAP, FIRST_COUNT = 2, 3

if is_ready(concert) then return {'READY'} end
if not may_begin_restoring(concert, now_ms) then return {'BUSY'} end
begin_restoring(concert, token, now_ms)
for i = 0, #KEYS - FIRST_MAP do
  local key, seats = KEYS[FIRST_MAP + i], tonumber(ARGV[FIRST_COUNT + i])
  local map = redis.call('GET', key)
  redis.call('SET', key, map and string.gsub(map, 'S', 'A') or string.rep('A', seats))
end
return {'OK'}
