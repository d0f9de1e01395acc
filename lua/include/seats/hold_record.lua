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

-- ends: the deadline as text, which a script writes several times; a number takes long to become one.
local function hold_text_of(reservation, user, ends, payments)
  return reservation .. ' ' .. user .. ' ' .. ends .. ' ' .. payments
end

local function hold_text(hold)
  return hold_text_of(hold.reservation, hold.user, integer(hold.deadline), hold.payments)
end

-- Writes what follows from a hold that ends then: the tick puts its seat back, and it counts for its holder.
local function note_hold(keys, ref, reservation, expires_ms)
  local ends = integer(expires_ms)
  redis.call('ZADD', keys.deadlines, ends, ref)
  redis.call('HSET', keys.buyer, ref, held_text(reservation, ends))
end
