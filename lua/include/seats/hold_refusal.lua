-- Why the user may hold no seat of a show now, whichever it is: the answer to give, or nil.
--
--- @include common/concert_state
--- @include common/memory
--- @include queue/admission_record
--- @include queue/check_admission
--- @include queue/choosing_time
local function hold_refusal(keys, user, starts_at_ms, now_ms)
  local code, position = check_admission(keys, user, now_ms)
  if code ~= 'OK' then return {code, position} end
  refuse_when_full(keys.concert)
  local seconds = redis.call('HGET', keys.concert, 'admission_seconds')
  if choosing_left_ms(read_admission(keys.turns, user), seconds, now_ms) == 0 then return {'CHOOSING_OVER'} end
  if state_at(keys.concert, now_ms) == 'CLOSED' then return {'CLOSED'} end
  if starts_at_ms <= now_ms then return {'SHOW_STARTED'} end
end
