-- A free letter whose seat is held all the same, as it should never be, is no free seat: the party is given
-- others. Each choice that fails so costs a search, so there are few.
--
--- @include best/best_seats
--- @include seats/count_seats_had
--- @include seats/reservation_id
--- @include seats/seat_ref
--- @include seats/take_holds
local CHOICES_MAX = 10

local function seats_to_take(party, keys, ids, now_ms)
  local seats = {}
  for i, id in ipairs(ids) do
    local ref = ref_of(party.show, id)
    seats[i] = {id = id, ref = ref, reservation = reservation_id(now_ms, party.show, id, party.random), letter = 'A',
                hold = keys.hold_prefix .. ref}
  end
  return seats
end

-- Holds the best free seats until the deadline. Returns a list of {id =, ref =, reservation =, …}, or nil: there are
-- too few, or party.is_lost, and the concert must be restored before anybody knows.
--
-- party: user, show (its number), concert, sections (see best_seats), quantity, adjacent, random (30 bits), and over,
-- what is to be forgotten of the user's seats (see count_seats_had).
-- keys: map, hold_prefix, deadlines, buyer.
local function hold_best_seats(party, keys, deadline, now_ms)
  party.letters = redis.call('GET', keys.map) or ''
  for _ = 1, CHOICES_MAX do
    local ids = best_seats(party)
    if not ids then return nil end
    local seats = seats_to_take(party, keys, ids, now_ms)
    local others = take_holds(seats, party.user, deadline, now_ms)
    if #others == 0 then
      sweep_buyer(keys.buyer, party.over)
      note_taken_holds(keys, seats, deadline)
      return seats
    end
    for _, ref in ipairs(others) do
      local seat = seat_of(ref)
      party.letters = string.sub(party.letters, 1, seat - 1) .. 'H' .. string.sub(party.letters, seat + 1)
    end
  end
end
