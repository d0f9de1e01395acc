-- How many seats were bought so far, and by how many buyers: it says what those who wait will take.
--
--- @include common/integer
--- @include seats/buyer_record
local function seats_per_buyer(concert)
  local bought, buyers = unpack(redis.call('HMGET', concert, 'bought', 'buyers'))
  return buyers and tonumber(bought) / tonumber(buyers) or 1
end

local function count_sale(concert, seats)
  redis.call('HINCRBY', concert, 'buyers', 1)
  redis.call('HINCRBY', concert, 'bought', seats)
end

-- A buyer who has no seat left is none: the average stays that of those who have bought.
local function count_refund(concert, buyer, seats)
  local bought, buyers = unpack(redis.call('HMGET', concert, 'bought', 'buyers'))
  bought, buyers = math.max(tonumber(bought or 0) - seats, 0), tonumber(buyers or 0)
  local gone = 1
  for _, seat in ipairs(seats_of_buyer(buyer)) do
    if seat.is_sold then gone = 0 end
  end
  buyers = math.min(math.max(buyers - gone, 1), bought)
  if bought == 0 then return redis.call('HDEL', concert, 'bought', 'buyers') end
  redis.call('HSET', concert, 'bought', integer(bought), 'buyers', integer(buyers))
end
