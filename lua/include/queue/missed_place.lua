-- Who missed the admission gets the place back once, for a while: its number is in front of all who wait.
-- An overdue admission that no tick has noticed yet is missed as well. Returns the number, or nil, and for how many ms
-- it is kept: 0 when it is not, or no longer; nil when no admission was missed.
--
--- @include queue/admission_record
local function missed_place(keys, user, now_ms)
  local lapsed_at = redis.call('ZSCORE', keys.lapsed, user) or redis.call('ZSCORE', keys.active, user)
  local admission = read_admission(keys.turns, user)
  if not lapsed_at or not admission or admission.is_claimed then return nil, nil end
  local grace = tonumber(redis.call('HGET', keys.concert, 'grace_seconds'))
  local left_ms = admission.has_returned and 0 or math.max(lapsed_at + grace * 1000 - now_ms, 0)
  return left_ms > 0 and tonumber(admission.number) or nil, left_ms
end
