-- May the user pass? 'OK', or 'NOT_READY', 'ADMISSION_EXPIRED', 'NOT_ADMITTED' and the position (0: none).
-- Who passes has claimed the admission. keys: admitted_keys.
--
--- @include common/clock
--- @include common/readiness
--- @include queue/claim_admission
local function check_admission(keys, user, now_ms)
  if not is_ready(keys.concert) or was_clock_set_back(keys.concert, now_ms) then return 'NOT_READY', 0 end
  local deadline = tonumber(redis.call('ZSCORE', keys.active, user) or nil)
  if not deadline then
    if redis.call('ZSCORE', keys.lapsed, user) then return 'ADMISSION_EXPIRED', 0 end
    local rank = redis.call('ZRANK', keys.waiting, user)
    return 'NOT_ADMITTED', rank and rank + 1 or 0
  end
  if deadline <= now_ms then return 'ADMISSION_EXPIRED', 0 end
  claim_admission(keys, user, now_ms)
  return 'OK', 0
end
