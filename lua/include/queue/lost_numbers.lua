-- Queue numbers that were given out and then lost with Redis: the field `lost` of the concert, ranges '7-12 20-31'.
-- Each restore notes one: from the last number that Redis still knew to the moment of the restore. What Redis knew was
-- used or given up, or is there.
local LOST_RANGES_MAX = 20

local function number_was_lost(concert, number)
  number = tonumber(number)
  for from, to in string.gmatch(redis.call('HGET', concert, 'lost') or '', '(%d+)-(%d+)') do
    if number > tonumber(from) and number < tonumber(to) then return true end
  end
  return false
end

-- The ranges and one more, whose numbers were lost just now. Where none was given out since the one before, that
-- one is made longer; of too many the oldest is forgotten: who was in it has had that many restores to come back.
local function add_lost_range(lost, from, to)
  local ranges, first = {}, from
  for known_from, known_to in string.gmatch(lost, '(%d+)-(%d+)') do
    if known_to == from then
      first = known_from
    else
      ranges[#ranges + 1] = known_from .. '-' .. known_to
    end
  end
  ranges[#ranges + 1] = first .. '-' .. to
  return table.concat(ranges, ' ', math.max(#ranges - LOST_RANGES_MAX + 1, 1))
end
