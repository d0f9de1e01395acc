-- What changes a hold that is there.
--
--- @include common/integer
--- @include seats/hold_record

-- Writes a hold that ends at another time than it did: past its deadline while a payment is under way.
local function renew_hold(keys, ref, hold, expires_ms, now_ms)
  redis.call('SET', keys.hold, hold_text(hold), 'PX', integer(expires_ms - now_ms))
  note_hold(keys, ref, hold.reservation, expires_ms)
end

-- Writes a hold that ends when it would have.
local function mark_hold(key, hold) redis.call('SET', key, hold_text(hold), 'KEEPTTL') end
