-- Why the user may hold no seat of a show now, whichever it is: the answer to give, or nil and the admission. A full
-- Redis refuses the script at its first write, which is the claim, or the taking of a seat.
--
--- @include common/concert_state
--- @include queue/check_admission
--- @include queue/choosing_time
local function hold_refusal(keys, fields, user, starts_at_ms, now_ms)
  local code, position, admission = check_admission(keys, fields, user, now_ms)
  if code ~= 'OK' then return {code, position} end
  if choosing_left_ms(admission, fields.admission_seconds, now_ms) == 0 then return {'CHOOSING_OVER'} end
  if state_of(fields.state, fields.opens_at_ms, now_ms) == 'CLOSED' then return {'CLOSED'} end
  if starts_at_ms <= now_ms then return {'SHOW_STARTED'} end
  return nil, admission
end
