-- The state a concert is in now: a scheduled sale is open from its hour on, whoever has noticed.
local function state_at(concert, now_ms)
  local state, opens_at = unpack(redis.call('HMGET', concert, 'state', 'opens_at_ms'))
  if state == 'SCHEDULED' and opens_at and opens_at ~= '' and tonumber(opens_at) <= now_ms then
    return 'OPEN'
  end
  return state
end
