-- The map of a show has a letter a seat: A is available, H held, S sold, N not for sale. It is what people are shown,
-- and what free seats are counted and searched in; whose a seat is, its hold says. '' where there is no map, or no such
-- seat.
--
--- @include seats/seat_ref
local function letter_of(map, ref)
  local seat = seat_of(ref)
  return redis.call('GETRANGE', map, seat - 1, seat - 1)
end

-- May somebody hold the seat, or a hold of it end?
local function is_to_be_had(map, ref)
  local letter = letter_of(map, ref)
  return letter ~= 'S' and letter ~= 'N'
end

local function set_letter(map, ref, letter) redis.call('SETRANGE', map, seat_of(ref) - 1, letter) end
