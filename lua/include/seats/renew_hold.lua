-- What changes a hold that is there takes none: SET … XX does nothing where there is no hold.
--
--- @include common/integer
--- @include seats/hold_record

-- Writes a hold that ends at another time than it did: past its deadline while a payment is under way. Says whether it
-- was still there.
local function renew_hold(keys, ref, hold, expires_ms, now_ms)
  local is_there = redis.call('SET', keys.hold, hold_text(hold), 'XX', 'PX', integer(expires_ms - now_ms))
  if is_there then note_hold(keys, ref, hold.reservation, expires_ms) end
  return is_there
end

-- Writes a hold that ends when it would have.
local function mark_hold(key, hold) redis.call('SET', key, hold_text(hold), 'XX', 'KEEPTTL') end
