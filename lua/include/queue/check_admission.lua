-- May the user pass? 'OK', 0 and the admission, with its deadline in ms; or 'NOT_READY', 'ADMISSION_EXPIRED',
-- 'NOT_ADMITTED' and the position (0: none). Who passes has claimed the admission.
-- keys: admitted_keys. fields: of the concert, as read_gate_fields has them, which has what is asked behind it as well.
--
--- @include common/clock
--- @include common/concert_fields
--- @include queue/claim_admission
local GATE_FIELDS = {'ready', 'ticked_at_us', 'state', 'opens_at_ms', 'admission_seconds', 'hold_seconds',
                     'max_seats_per_user'}

local function read_gate_fields(concert) return read_fields(concert, GATE_FIELDS) end

-- Until the tick has moved what ends at a time, nothing new is given such a time: it would be moved as well.
local function is_gate_open(fields, now_ms)
  return fields.ready and clock_step_ms(fields.ticked_at_us, now_ms * 1000) == 0
end

local function check_admission(keys, fields, user, now_ms)
  if not is_gate_open(fields, now_ms) then return 'NOT_READY', 0 end
  local deadline = tonumber(redis.call('ZSCORE', keys.active, user) or nil)
  if not deadline then
    if redis.call('ZSCORE', keys.lapsed, user) then return 'ADMISSION_EXPIRED', 0 end
    local rank = redis.call('ZRANK', keys.waiting, user)
    return 'NOT_ADMITTED', rank and rank + 1 or 0
  end
  if deadline <= now_ms then return 'ADMISSION_EXPIRED', 0 end
  local admission = claim_admission(keys, fields, user, now_ms)
  if admission then admission.deadline = deadline end
  return 'OK', 0, admission
end
