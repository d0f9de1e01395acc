-- A refund is remembered for good beside the seats of its buyer: who hears of the sale again, late, marks no seat.
local function is_refunded(buyer, reservation)
  return redis.call('HEXISTS', buyer, 'refunded ' .. reservation) == 1
end

-- Says whether the sale was marked until now.
local function end_sale(buyer, ref, reservation)
  redis.call('HSET', buyer, 'refunded ' .. reservation, '1')
  if redis.call('HGET', buyer, ref) ~= 'sold ' .. reservation then return false end
  redis.call('HDEL', buyer, ref)
  return true
end
