-- A refund is remembered for an hour, by a key that ends by itself: who hears of the sale late, as a worker that was
-- stopped for a while or a restore that has read of it before, marks no seat. The outbox tells of no sale that was
-- refunded. keys: refund_prefix, what the keys of all refunds begin with, and buyer, where releases before 0.3.0 note
-- them.
local REMEMBERED_MS = 3600000

local function is_refunded(keys, reservation)
  return redis.call('EXISTS', keys.refund_prefix .. reservation) == 1 or
         redis.call('HEXISTS', keys.buyer, 'refunded ' .. reservation) == 1
end

local function note_refunded(keys, reservation)
  redis.call('SET', keys.refund_prefix .. reservation, '1', 'PX', REMEMBERED_MS)
end
