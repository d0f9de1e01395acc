-- May the user pass? 'OK', or 'NOT_READY', 'ADMISSION_EXPIRED', 'NOT_ADMITTED' and the position (0: none).
-- Who passes has claimed the turn; line is as claim() has it.
local function admission(line, user, now_ms)
  local concert, waiting, active, _, lapsed = unpack(line)
  if redis.call('HEXISTS', concert, 'ready') == 0 then return 'NOT_READY', 0 end
  local deadline = tonumber(redis.call('ZSCORE', active, user) or nil)
  if not deadline then
    if redis.call('ZSCORE', lapsed, user) then return 'ADMISSION_EXPIRED', 0 end
    local rank = redis.call('ZRANK', waiting, user)
    return 'NOT_ADMITTED', rank and rank + 1 or 0
  end
  if deadline <= now_ms then return 'ADMISSION_EXPIRED', 0 end
  claim(line, user, now_ms)
  return 'OK', 0
end
