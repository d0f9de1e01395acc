-- Holds may begin until admission_seconds after the admission was given, whatever was held, let go and held again
-- meanwhile. So an admission ends with the last hold that began in that time, and with a payment for it.
--
-- How many ms are left of it for somebody who is admitted; none, when it is over.
local function choosing_left_ms(admission, admission_seconds, now_ms)
  return math.max(admission.admitted_at + admission_seconds * 1000 - now_ms, 0)
end
