-- What time has ended. Each function moves `batch` at most and says how many it moved.
local LAPSED_SECONDS = 600 -- how long a lapsed turn is remembered, to tell its owner so

-- The hold keys end by themselves at the same moment; this puts their letters back on the maps.
local function expire_holds(deadlines, maps, now_ms, batch)
  local refs = redis.call('ZRANGEBYSCORE', deadlines, '-inf', integer(now_ms), 'LIMIT', 0, batch)
  for _, ref in ipairs(refs) do
    local show, seat = string.match(ref, '^(%d+):(%d+)$')
    redis.call('ZREM', deadlines, ref)
    if maps[show] and redis.call('GETRANGE', maps[show], seat - 1, seat - 1) == 'H' then
      redis.call('SETRANGE', maps[show], seat - 1, 'A')
    end
  end
  return #refs
end

-- Ends overdue turns. Returns how many were used up, and how many were never claimed.
local function expire_turns(line, now_ms, batch)
  local _, _, active, turns, lapsed = unpack(line)
  local users = redis.call('ZRANGEBYSCORE', active, '-inf', integer(now_ms), 'LIMIT', 0, batch)
  local no_shows = 0
  for _, user in ipairs(users) do
    local claimed = string.match(redis.call('HGET', turns, user) or '', ' (%d) %d$')
    if claimed == '0' then no_shows = no_shows + 1 end
    redis.call('ZREM', active, user)
    redis.call('ZADD', lapsed, integer(now_ms), user)
  end
  return #users - no_shows, no_shows
end

local function forget_lapsed(line, now_ms, batch)
  local concert, _, _, turns, lapsed = unpack(line)
  local grace = tonumber(redis.call('HGET', concert, 'grace_seconds'))
  local until_ms = now_ms - math.max(grace, LAPSED_SECONDS) * 1000
  local users = redis.call('ZRANGEBYSCORE', lapsed, '-inf', integer(until_ms), 'LIMIT', 0, batch)
  for _, user in ipairs(users) do
    redis.call('ZREM', lapsed, user)
    redis.call('HDEL', turns, user)
  end
end
