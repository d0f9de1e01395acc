-- A hold's value: reservation, user, deadline in ms, payments that are under way for it (see money/payments_of_hold).
--
--- @include common/integer
--- @include seats/buyer_record
local function read_hold(key)
  local value = redis.call('GET', key)
  if not value then return nil end
  local reservation, user, deadline, payments = string.match(value, '^(%S+) (%S+) (%d+) (%S+)$')
  return {reservation = reservation, user = user, deadline = tonumber(deadline), payments = payments}
end

local function hold_text(hold)
  return table.concat({hold.reservation, hold.user, integer(hold.deadline), hold.payments}, ' ')
end

-- Writes what follows from a hold that ends then: the tick puts its seat back, and it counts for its holder.
local function note_hold(keys, ref, reservation, expires_ms)
  redis.call('ZADD', keys.deadlines, integer(expires_ms), ref)
  note_held(keys.buyer, ref, reservation, expires_ms)
end
