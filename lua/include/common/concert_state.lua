-- The state a concert is in now: a scheduled sale is open from its hour on, whoever has noticed.
local function state_of(state, opens_at_ms, now_ms)
  if state == 'SCHEDULED' and opens_at_ms and opens_at_ms ~= '' and tonumber(opens_at_ms) <= now_ms then
    return 'OPEN'
  end
  return state
end

local function state_at(concert, now_ms)
  local state, opens_at_ms = unpack(redis.call('HMGET', concert, 'state', 'opens_at_ms'))
  return state_of(state, opens_at_ms, now_ms)
end
