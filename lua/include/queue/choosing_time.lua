-- Holds may begin until admission_seconds after the admission was given, whatever was held, let go and held again
-- meanwhile. So an admission ends with the last hold that began in that time, and with a payment for it.
--
--- @include queue/admission_record

-- How many ms are left of it for somebody who is admitted; none, when it is over.
local function choosing_left_ms(keys, user, now_ms)
  local seconds = tonumber(redis.call('HGET', keys.concert, 'admission_seconds'))
  return math.max(read_admission(keys.turns, user).admitted_at + seconds * 1000 - now_ms, 0)
end
