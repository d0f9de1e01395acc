-- Admissions that time has ended. Each function moves `batch` at most, in few commands.
--
--- @include common/integer
--- @include queue/admission_record
local LAPSED_SECONDS = 600 -- how long an admission that has ended is remembered, to tell its owner so

-- Ends overdue admissions; wishes that were met for them have lost their seats. Returns how many were used up, and
-- how many were never claimed.
local function expire_admissions(keys, now_ms, batch)
  local users = redis.call('ZRANGEBYSCORE', keys.active, '-inf', integer(now_ms), 'LIMIT', 0, batch)
  if #users == 0 then return 0, 0 end
  local no_shows, ended, now = 0, {}, integer(now_ms)
  for i, text in ipairs(redis.call('HMGET', keys.turns, unpack(users))) do
    local admission = admission_of(text)
    if admission and not admission.is_claimed then no_shows = no_shows + 1 end
    ended[2 * i - 1], ended[2 * i] = now, users[i]
  end
  redis.call('ZREM', keys.active, unpack(users))
  redis.call('HDEL', keys.wishes, unpack(users))
  redis.call('ZADD', keys.lapsed, unpack(ended))
  return #users - no_shows, no_shows
end

local function forget_lapsed(keys, grace, now_ms, batch)
  local until_ms = now_ms - math.max(grace, LAPSED_SECONDS) * 1000
  local users = redis.call('ZRANGEBYSCORE', keys.lapsed, '-inf', integer(until_ms), 'LIMIT', 0, batch)
  if #users == 0 then return end
  redis.call('ZREM', keys.lapsed, unpack(users))
  redis.call('HDEL', keys.turns, unpack(users))
end
