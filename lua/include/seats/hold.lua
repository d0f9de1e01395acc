-- A hold's value: reservation, user, deadline in ms, fence ('0' while nobody is paying; see money/payments_of_hold).
local function read_hold(key)
  local value = redis.call('GET', key)
  if not value then return nil end
  local reservation, user, deadline, fence = string.match(value, '^(%S+) (%S+) (%d+) (%S+)$')
  return {reservation = reservation, user = user, deadline = tonumber(deadline), fence = fence}
end

-- A seat is named by its show's number and its own: '7:12'. Letters on the map: A, H or S.
local function seat_of(ref) return tonumber(string.match(ref, ':(%d+)$')) end

local function ref_of(show, seat) return show .. ':' .. integer(seat) end

local function letter_of(map, ref)
  local seat = seat_of(ref)
  return redis.call('GETRANGE', map, seat - 1, seat - 1)
end

local function set_letter(map, ref, letter)
  redis.call('SETRANGE', map, seat_of(ref) - 1, letter)
end

local function hold_value(hold)
  return table.concat({hold.reservation, hold.user, integer(hold.deadline), hold.fence}, ' ')
end

-- Writes a hold and what follows from it. `expires_ms` is past the deadline while a payment is under way.
local function put_hold(keys, ref, hold, expires_ms, now_ms)
  redis.call('SET', keys.hold, hold_value(hold), 'PX', integer(expires_ms - now_ms))
  redis.call('ZADD', keys.deadlines, integer(expires_ms), ref)
  redis.call('HSET', keys.buyer, ref, hold.reservation .. ' ' .. integer(expires_ms))
end

-- Ends a hold: the seat is free again, unless the books had sold it while Redis had forgotten that. It counts for its
-- holder no more, unless the sale was theirs.
local function drop_hold(keys, ref)
  redis.call('DEL', keys.hold)
  redis.call('ZREM', keys.deadlines, ref)
  if not string.match(redis.call('HGET', keys.buyer, ref) or '', '^sold ') then
    redis.call('HDEL', keys.buyer, ref)
  end
  if letter_of(keys.map, ref) ~= 'S' then set_letter(keys.map, ref, 'A') end
end

-- A seat that was free is the user's until the deadline.
local function take_seat(keys, ref, reservation, user, deadline, now_ms)
  put_hold(keys, ref, {reservation = reservation, user = user, deadline = deadline, fence = '0'}, deadline, now_ms)
  set_letter(keys.map, ref, 'H')
end
