-- How many seats are left, and how many a buyer takes: as many as buyers took so far. The letters on the maps
-- are the only count there is.
--
--- @include money/sales_count
local function seats_left(concert, maps)
  local free = 0
  for _, map in pairs(maps) do
    local _, available = string.gsub(redis.call('GET', map) or '', 'A', '')
    free = free + available
  end
  return {free = free, each = seats_per_buyer(concert)}
end

-- How many people the seats that are left can serve: nobody is admitted for a seat that cannot be had.
local function buyers_served(left)
  return left.free > 0 and math.max(math.floor(left.free / left.each), 1) or 0
end
