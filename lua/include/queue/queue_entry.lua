-- The caller's entry, or nothing when there is none:
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
  local number = redis.call('ZSCORE', waiting, user)
  if number and state ~= 'SCHEDULED' then
    return {'WAITING', number, redis.call('ZRANK', waiting, user) + 1, 0, count, rate, state}
  end
  number = number or redis.call('ZSCORE', lobby, user)
  return number and {'LOBBY', number, 0, 0, count, 0, state}
end

-- The entry with what nobody else may see. Behind it comes the wish of who waits, if there is one; of who is
-- ACTIVE the time in ms and the hash of their seats. line: as for entry(), then wishes, buyer.
local function own_entry(line, user, now_ms)
  local wishes, buyer = line[7], line[8]
  local present = entry(line, user, now_ms)
  if present and present[1] == 'ACTIVE' then
    present[8], present[9] = now_ms, redis.call('HGETALL', buyer)
  elseif present then
    present[8] = redis.call('HGET', wishes, user) or nil
  end
  return present
end
