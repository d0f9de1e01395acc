-- How many people the seats that are left can serve: nobody is called up for a seat that cannot be had.
-- A buyer takes as many as buyers took so far; the letters on the maps are the only count there is.
local function buyers_served(concert, maps)
  local free = 0
  for _, map in ipairs(maps) do
    local _, available = string.gsub(redis.call('GET', map) or '', 'A', '')
    free = free + available
  end
  local bought, buyers = unpack(redis.call('HMGET', concert, 'bought', 'buyers'))
  local each = buyers and tonumber(bought) / tonumber(buyers) or 1
  return free > 0 and math.max(math.floor(free / each), 1) or 0
end
