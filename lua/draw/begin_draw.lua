#!lua flags=allow-oom
-- begin_draw.lua -- closes the lobby of a lottery whose hour has come: from here on its list does not grow.
--
-- After a loss of Redis people come back within a poll or two, and are waited for: as soon as the first of
-- them has come for RETURN_SECONDS, and for FIRST_SECONDS when the loss was so late that none may have yet.
--
-- KEYS  concert, lobby
-- ARGV  now in us ('0': Redis's clock)
-- Returns {'OK', when it was closed in us, the number behind the drawn ones, people in the lobby}, also when
--         it was before;
--         {'OPEN'} when it is not time yet, {'DRAWN'} when nothing is left to do, {'NOT_READY'}
-- Cost  O(1)
--
--- @include common/concert_state
--- @include common/integer
--- @include common/readiness
--- @include common/time
--- @include draw/lottery
local keys = {concert = KEYS[1], lobby = KEYS[2]}
local now_us = now_in_us(ARGV[1])
local RETURN_SECONDS, FIRST_SECONDS = 30, 5

if not is_ready(keys.concert) then return {'NOT_READY'} end
if may_admit(keys.concert) then return {'DRAWN'} end
local state = state_at(keys.concert, math.floor(now_us / 1000))
if state == 'SCHEDULED' or state == 'CLOSED' then return {'OPEN'} end

local opens_us = opens_at_us(keys.concert)
local closed = redis.call('HGET', keys.concert, 'lobby_closed_us')
if not closed then
  local ready_at_us = tonumber(redis.call('HGET', keys.concert, 'ready_at_us'))
  local seconds = ready_at_us > opens_us and FIRST_SECONDS or 0
  if redis.call('HEXISTS', keys.concert, 'lobby_lost') == 1 then seconds = RETURN_SECONDS end
  if now_us < ready_at_us + seconds * 1000000 then return {'OPEN'} end
  closed = integer(now_us)
  redis.call('HSET', keys.concert, 'lobby_closed_us', closed)
end
return {'OK', closed, integer(opens_us - MISSED_BAND), redis.call('ZCARD', keys.lobby)}
