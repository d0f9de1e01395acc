-- A buyer who has no seat left is none: the average stays that of those who have bought.
local function take_back(concert, buyer, seats)
  local bought, buyers = unpack(redis.call('HMGET', concert, 'bought', 'buyers'))
  bought, buyers = math.max(tonumber(bought or 0) - seats, 0), tonumber(buyers or 0)
  local gone = 1
  for _, value in ipairs(redis.call('HVALS', buyer)) do
    if string.match(value, '^sold ') then gone = 0 end
  end
  buyers = math.min(math.max(buyers - gone, 1), bought)
  if bought == 0 then return redis.call('HDEL', concert, 'bought', 'buyers') end
  redis.call('HSET', concert, 'bought', integer(bought), 'buyers', integer(buyers))
end

-- How many seats are left, and how many a buyer takes: as many as buyers took so far. The letters on the maps
-- are the only count there is.
local function stock_of(concert, maps)
  local free = 0
  for _, map in pairs(maps) do
    local _, available = string.gsub(redis.call('GET', map) or '', 'A', '')
    free = free + available
  end
  local bought, buyers = unpack(redis.call('HMGET', concert, 'bought', 'buyers'))
  return {free = free, each = buyers and tonumber(bought) / tonumber(buyers) or 1}
end

-- How many people the seats that are left can serve: nobody is called up for a seat that cannot be had.
local function buyers_served(stock)
  return stock.free > 0 and math.max(math.floor(stock.free / stock.each), 1) or 0
end
