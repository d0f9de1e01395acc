-- The map of a show has a letter a seat: A is available, H held, S sold, N not for sale. It is what people are shown,
-- and what free seats are counted and searched in; whose a seat is, its hold says. '' where there is no map, or no such
-- seat.
--
--- @include seats/seat_ref
local function letter_of(map, ref)
  local seat = seat_of(ref)
  return redis.call('GETRANGE', map, seat - 1, seat - 1)
end

local function set_letter(map, ref, letter) redis.call('SETRANGE', map, seat_of(ref) - 1, letter) end

-- Those of several seats of one map: BITFIELD goes to many places of a string at once. refs: 'show:seat' of each.
local function place_of(ref) return string.format('#%d', seat_of(ref) - 1) end

local function letters_of(map, refs)
  local command, letters = {}, {}
  for i, ref in ipairs(refs) do
    command[3 * i - 2], command[3 * i - 1], command[3 * i] = 'GET', 'u8', place_of(ref)
  end
  for i, code in ipairs(redis.call('BITFIELD_RO', map, unpack(command))) do
    letters[i] = code > 0 and string.char(code) or ''
  end
  return letters
end

local function set_letters(map, refs, letter)
  local command, code = {}, tostring(string.byte(letter))
  for i, ref in ipairs(refs) do
    command[4 * i - 3], command[4 * i - 2], command[4 * i - 1], command[4 * i] = 'SET', 'u8', place_of(ref), code
  end
  redis.call('BITFIELD', map, unpack(command))
end

-- By its letter: may somebody hold the seat, or a hold of it end?
local function is_to_be_had(letter) return letter ~= 'S' and letter ~= 'N' end
