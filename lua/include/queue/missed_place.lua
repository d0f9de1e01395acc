-- Who missed the call-up gets the place back once, for a while: its number is in front of all who wait.
-- An overdue turn that no tick has noticed yet is missed as well. Returns the number, or nil.
local function missed_number(line, user, now_ms)
  local concert, _, active, turns, lapsed = unpack(line)
  local lapsed_at = tonumber(redis.call('ZSCORE', lapsed, user) or redis.call('ZSCORE', active, user) or nil)
  local number, _, claimed, returned =
    string.match(redis.call('HGET', turns, user) or '', '^(%d+) (%d+) (%d) (%d)$')
  local grace = tonumber(redis.call('HGET', concert, 'grace_seconds'))
  if lapsed_at and claimed == '0' and returned == '0' and now_ms < lapsed_at + grace * 1000 then
    return tonumber(number)
  end
end
