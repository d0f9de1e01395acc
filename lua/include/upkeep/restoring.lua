-- One scheduler at a time restores a concert: its token is in the concert, and a loss of Redis in between loses the
-- token too. Each of its calls is a sign of life: however long a restore takes, no other one begins it anew meanwhile.
--
--- @include common/integer
local PATIENCE_MS = 10000 -- after this long without a sign of life the one before is taken for dead
local CLOCK_STEP_MS = 1000 -- and a sign of life so far ahead is of before the clock was set back

local function may_begin_restoring(concert, now_ms)
  local restoring_at = tonumber(redis.call('HGET', concert, 'restoring_at_ms') or nil)
  return not restoring_at or restoring_at + PATIENCE_MS <= now_ms or restoring_at > now_ms + CLOCK_STEP_MS
end

local function begin_restoring(concert, token, now_ms)
  redis.call('HSET', concert, 'restoring', token, 'restoring_at_ms', integer(now_ms))
end

local function is_restoring(concert, token) return redis.call('HGET', concert, 'restoring') == token end

-- Says whether the token is still the one that restores.
local function go_on_restoring(concert, token, now_ms)
  if not is_restoring(concert, token) then return false end
  redis.call('HSET', concert, 'restoring_at_ms', integer(now_ms))
  return true
end

local function end_restoring(concert) redis.call('HDEL', concert, 'restoring', 'restoring_at_ms') end
