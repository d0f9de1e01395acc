-- The hold keys end by themselves at the same moment; this puts their letters back on the maps, of `batch` at most.
-- Returns of how many. maps: the map of each show by its number.
--
--- @include common/integer
--- @include seats/seat_map
--- @include seats/seat_ref
local function expire_holds(deadlines, maps, now_ms, batch)
  local refs = redis.call('ZRANGEBYSCORE', deadlines, '-inf', integer(now_ms), 'LIMIT', 0, batch)
  if #refs == 0 then return 0 end
  for _, ref in ipairs(refs) do
    local map = maps[show_of(ref)]
    if map and letter_of(map, ref) == 'H' then set_letter(map, ref, 'A') end
  end
  redis.call('ZREM', deadlines, unpack(refs))
  return #refs
end
