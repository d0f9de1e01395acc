-- Somebody's own queue entry.
--
--- @include common/concert_state
--- @include queue/admission_record
--- @include queue/choosing_time
--- @include queue/rate_told

-- The entry, or nothing when there is none:
-- status, number, position (0 when not waiting), ms left of the admission (0 when not active),
-- people waiting, people admitted per 1,000,000 s (0: not known), state of the concert.
local function queue_entry(keys, user, now_ms)
  local state = state_at(keys.concert, now_ms)
  local count = redis.call('ZCARD', keys.waiting) + redis.call('ZCARD', keys.lobby)
  local rate = rate_told(keys.concert)
  local deadline = tonumber(redis.call('ZSCORE', keys.active, user) or 0)
  if deadline > now_ms then
    return {'ACTIVE', read_admission(keys.turns, user).number, 0, deadline - now_ms, count, rate, state}
  end
  local number = redis.call('ZSCORE', keys.waiting, user)
  if number and state ~= 'SCHEDULED' then
    return {'WAITING', number, redis.call('ZRANK', keys.waiting, user) + 1, 0, count, rate, state}
  end
  number = number or redis.call('ZSCORE', keys.lobby, user)
  return number and {'LOBBY', number, 0, 0, count, 0, state}
end

-- The entry with what nobody else may see. Behind it comes the wish of who waits, if there is one; of who is
-- ACTIVE the time in ms, the hash of their seats, and the ms in which holds may still begin. keys: entry_keys.
local function own_entry(keys, user, now_ms)
  local present = queue_entry(keys, user, now_ms)
  if present and present[1] == 'ACTIVE' then
    present[8], present[9] = now_ms, redis.call('HGETALL', keys.buyer)
    present[10] = choosing_left_ms(keys, user, now_ms)
  elseif present then
    present[8] = redis.call('HGET', keys.wishes, user) or nil
  end
  return present
end
