-- Why the user may hold no seat of a show now, whichever it is: the answer to give, or nil.
local function refused_now(line, user, starts_at_ms, now_ms)
  local code, position = admission(line, user, now_ms)
  if code ~= 'OK' then return {code, position} end
  if state_at(line[1], now_ms) == 'CLOSED' then return {'CLOSED'} end
  if starts_at_ms <= now_ms then return {'SHOW_STARTED'} end
end
