-- Somebody's own queue entry. Most who ask are waiting, so that is looked for first; nobody is in two places.
--
--- @include common/concert_fields
--- @include common/concert_state
--- @include queue/admission_record
--- @include queue/choosing_time
--- @include queue/rate_told
local ENTRY_FIELDS = {'ready', 'state', 'opens_at_ms', 'rate', 'queueing', 'admission_seconds'}

local function read_entry_fields(concert) return read_fields(concert, ENTRY_FIELDS) end

-- Only a lottery has a lobby.
local function people_of(keys, fields)
  local waiting = redis.call('ZCARD', keys.waiting)
  return fields.queueing == 'lottery' and waiting + redis.call('ZCARD', keys.lobby) or waiting
end

local function admitted_entry(keys, fields, user, state, now_ms)
  local deadline = tonumber(redis.call('ZSCORE', keys.active, user) or 0)
  if deadline <= now_ms then return nil end
  local admission = read_admission(keys.turns, user)
  return {'ACTIVE', admission.number, 0, deadline - now_ms, people_of(keys, fields), rate_told(fields.rate), state},
         admission
end

-- The entry, or nothing when there is none:
-- status, number, position (0 when not waiting), ms left of the admission (0 when not active),
-- people waiting, people admitted per 1,000,000 s (0: not known), state of the concert.
-- And the admission of who is ACTIVE. fields: of the concert, ENTRY_FIELDS.
local function queue_entry(keys, fields, user, now_ms)
  local state = state_of(fields.state, fields.opens_at_ms, now_ms)
  local number = redis.call('ZSCORE', keys.waiting, user)
  if number and state ~= 'SCHEDULED' then
    local position = redis.call('ZRANK', keys.waiting, user) + 1
    return {'WAITING', number, position, 0, people_of(keys, fields), rate_told(fields.rate), state}
  elseif not number then
    local entry, admission = admitted_entry(keys, fields, user, state, now_ms)
    if entry then return entry, admission end
    number = fields.queueing == 'lottery' and redis.call('ZSCORE', keys.lobby, user)
  end
  return number and {'LOBBY', number, 0, 0, people_of(keys, fields), 0, state} or nil
end

-- The entry with what nobody else may see. Behind it comes the wish of who waits, if there is one; of who is
-- ACTIVE the time in ms, the hash of their seats, and the ms in which holds may still begin. keys: entry_keys.
local function own_entry(keys, fields, user, now_ms)
  local present, admission = queue_entry(keys, fields, user, now_ms)
  if admission then
    present[8], present[9] = now_ms, redis.call('HGETALL', keys.buyer)
    present[10] = choosing_left_ms(admission, fields.admission_seconds, now_ms)
  elseif present then
    present[8] = redis.call('HGET', keys.wishes, user) or nil
  end
  return present
end
