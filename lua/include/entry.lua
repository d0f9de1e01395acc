-- The caller's entry, or nil when there is none:
-- status, number, position (0 when not waiting), ms left of the turn (0 when not active),
-- people waiting, people admitted per 1,000 s (0: not known), state of the concert.
local function entry(line, user, now_ms)
  local concert, waiting, active, turns, _, lobby = unpack(line)
  local state = state_at(concert, now_ms)
  local count = redis.call('ZCARD', waiting) + redis.call('ZCARD', lobby)
  local rate = math.floor((tonumber(redis.call('HGET', concert, 'rate') or 0)) * 1000)
  local deadline = tonumber(redis.call('ZSCORE', active, user) or 0)
  if deadline > now_ms then
    local number = string.match(redis.call('HGET', turns, user), '^(%d+)')
    return {'ACTIVE', number, 0, deadline - now_ms, count, rate, state}
  end
  local arrived = redis.call('ZSCORE', lobby, user)
  if arrived then return {'LOBBY', arrived, 0, 0, count, 0, state} end
  local number = redis.call('ZSCORE', waiting, user)
  if not number then return nil end
  if state == 'SCHEDULED' then return {'LOBBY', number, 0, 0, count, 0, state} end
  return {'WAITING', number, redis.call('ZRANK', waiting, user) + 1, 0, count, rate, state}
end
