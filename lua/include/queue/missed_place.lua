-- Who missed the admission gets the place back once, for a while: its number is in front of all who wait.
-- An overdue admission that no tick has noticed yet is missed as well. Returns the number, or nil.
--
--- @include queue/admission_record
local function missed_place(keys, user, now_ms)
  local lapsed_at = redis.call('ZSCORE', keys.lapsed, user) or redis.call('ZSCORE', keys.active, user)
  local admission = read_admission(keys.turns, user)
  if not lapsed_at or not admission or admission.is_claimed or admission.has_returned then return nil end
  local grace = tonumber(redis.call('HGET', keys.concert, 'grace_seconds'))
  if now_ms < lapsed_at + grace * 1000 then return tonumber(admission.number) end
end
