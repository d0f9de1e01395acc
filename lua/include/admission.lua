-- May the user pass? 'OK', or 'NOT_READY', 'ADMISSION_EXPIRED', 'NOT_ADMITTED' and the position (0: none).
-- The first call that passes claims the turn: from then on it lasts admission_seconds since the call-up.
local function admission(line, user, now_ms)
  local concert, waiting, active, turns, lapsed = unpack(line)
  if redis.call('HEXISTS', concert, 'ready') == 0 then return 'NOT_READY', 0 end
  local deadline = tonumber(redis.call('ZSCORE', active, user) or nil)
  if not deadline then
    if redis.call('ZSCORE', lapsed, user) then return 'ADMISSION_EXPIRED', 0 end
    local rank = redis.call('ZRANK', waiting, user)
    return 'NOT_ADMITTED', rank and rank + 1 or 0
  end
  if deadline <= now_ms then return 'ADMISSION_EXPIRED', 0 end
  local number, called_at, claimed, returned =
    string.match(redis.call('HGET', turns, user) or '', '^(%d+) (%d+) (%d) (%d)$')
  if claimed == '0' then
    local seconds = tonumber(redis.call('HGET', concert, 'admission_seconds'))
    redis.call('ZADD', active, 'GT', integer(called_at + seconds * 1000), user)
    redis.call('HSET', turns, user, table.concat({number, called_at, '1', returned}, ' '))
  end
  return 'OK', 0
end
