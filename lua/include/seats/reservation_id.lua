-- A reservation's id, packed as in reservation_id.c: a UUID of version 7 whose free bits are 12 of the
-- show's high half, then in two words '10', 12 of its low half, 20 of the seat and 30 of randomness.
local function reservation_id(now_ms, show, seat, random)
  local time = string.format('%012x', now_ms)
  local high = 2 * 2 ^ 30 + show % 4096 * 2 ^ 18 + math.floor(seat / 4)
  local low = seat % 4 * 2 ^ 30 + random
  local words = string.format('%08x%08x', high, low)
  return table.concat({string.sub(time, 1, 8), string.sub(time, 9), string.format('7%03x', math.floor(show / 4096)),
                       string.sub(words, 1, 4), string.sub(words, 5)}, '-')
end
