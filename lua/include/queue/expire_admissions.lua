-- What time has ended. Each function moves `batch` at most, in few commands, and says how many it moved.
local LAPSED_SECONDS = 600 -- how long a lapsed turn is remembered, to tell its owner so

-- The hold keys end by themselves at the same moment; this puts their letters back on the maps.
local function expire_holds(deadlines, maps, now_ms, batch)
  local refs = redis.call('ZRANGEBYSCORE', deadlines, '-inf', integer(now_ms), 'LIMIT', 0, batch)
  if #refs == 0 then return 0 end
  for _, ref in ipairs(refs) do
    local show, seat = string.match(ref, '^(%d+):(%d+)$')
    if maps[show] and redis.call('GETRANGE', maps[show], seat - 1, seat - 1) == 'H' then
      redis.call('SETRANGE', maps[show], seat - 1, 'A')
    end
  end
  redis.call('ZREM', deadlines, unpack(refs))
  return #refs
end

-- Ends overdue turns; wishes that were met for them have lost their seats. Returns how many were used up, and
-- how many were never claimed.
local function expire_turns(line, now_ms, batch)
  local _, _, active, turns, lapsed, _, wishes = unpack(line)
  local users = redis.call('ZRANGEBYSCORE', active, '-inf', integer(now_ms), 'LIMIT', 0, batch)
  if #users == 0 then return 0, 0 end
  local no_shows, ended, now = 0, {}, integer(now_ms)
  for i, turn in ipairs(redis.call('HMGET', turns, unpack(users))) do
    if string.match(turn or '', ' (%d) %d$') == '0' then no_shows = no_shows + 1 end
    ended[2 * i - 1], ended[2 * i] = now, users[i]
  end
  redis.call('ZREM', active, unpack(users))
  redis.call('HDEL', wishes, unpack(users))
  redis.call('ZADD', lapsed, unpack(ended))
  return #users - no_shows, no_shows
end

local function forget_lapsed(line, now_ms, batch)
  local concert, _, _, turns, lapsed = unpack(line)
  local grace = tonumber(redis.call('HGET', concert, 'grace_seconds'))
  local until_ms = now_ms - math.max(grace, LAPSED_SECONDS) * 1000
  local users = redis.call('ZRANGEBYSCORE', lapsed, '-inf', integer(until_ms), 'LIMIT', 0, batch)
  if #users == 0 then return end
  redis.call('ZREM', lapsed, unpack(users))
  redis.call('HDEL', turns, unpack(users))
end
