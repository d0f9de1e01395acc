-- A free letter whose seat is held all the same, as it should never be, is no free seat: the party is given
-- others. Each choice that fails so costs a search, so there are few.
local CHOICES_MAX = 10

local function best_free_seats(party, holds)
  for _ = 1, CHOICES_MAX do
    local seats = best_seats(party)
    if not seats then return nil end
    local all_free = true
    for _, seat in ipairs(seats) do
      if redis.call('EXISTS', holds .. ref_of(party.show, seat)) == 1 then
        party.letters = string.sub(party.letters, 1, seat - 1) .. 'H' .. string.sub(party.letters, seat + 1)
        all_free = false
      end
    end
    if all_free then return seats end
  end
end

-- Holds the best free seats until the deadline. Returns a list of seat, reservation, seat…, or nil: there are too
-- few, or party.is_lost, and the concert must be restored before anybody knows.
--
-- party: user, show (its number), concert, sections (see best_seats), quantity, adjacent, random (30 bits).
-- keys: map, holds, deadlines, buyer. Which seats it will be is not known before, so the key of a hold is what all
-- holds' keys begin with, and the seat: with the hash tag of the other keys, in the same slot of a cluster.
local function take_best(party, keys, deadline, now_ms)
  party.letters = redis.call('GET', keys.map) or ''
  local seats = best_free_seats(party, keys.holds)
  if not seats then return nil end
  local taken = {}
  for i, seat in ipairs(seats) do
    local ref, reservation = ref_of(party.show, seat), reservation_id(now_ms, party.show, seat, party.random)
    local seat_keys = {map = keys.map, hold = keys.holds .. ref, deadlines = keys.deadlines, buyer = keys.buyer}
    take_seat(seat_keys, ref, reservation, party.user, deadline, now_ms)
    taken[2 * i - 1], taken[2 * i] = seat, reservation
  end
  return taken
end
