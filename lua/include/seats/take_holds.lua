-- A seat is taken by SET … NX: of all who want it one is answered that the hold was set, and has the seat, whatever
-- else Redis says of it. What renews a hold is another function, which takes none: see seats/renew_hold.
--
--- @include common/integer
--- @include seats/hold_record
--- @include seats/seat_map
local function give_back_holds(seats)
  local holds = {}
  for i, seat in ipairs(seats) do holds[i] = seat.hold end
  if #holds > 0 then redis.call('DEL', unpack(holds)) end
end

-- Takes the holds of seats, all or none. Returns the 'show:seat' of those that somebody has: none when all are taken.
-- note_taken_holds must follow, or give_back_holds. Each seat has ref, reservation, letter, and the key of its hold.
local function take_holds(seats, user, deadline, now_ms)
  local taken, others, ends, lasts_ms = {}, {}, integer(deadline), integer(deadline - now_ms)
  for _, seat in ipairs(seats) do
    local hold = hold_text_of(seat.reservation, user, ends, '0')
    local is_taken = is_to_be_had(seat.letter) and redis.call('SET', seat.hold, hold, 'NX', 'PX', lasts_ms)
    if is_taken then taken[#taken + 1] = seat else others[#others + 1] = seat.ref end
  end
  if #others > 0 then give_back_holds(taken) end
  return others
end

-- keys: map, deadlines, buyer. The seats are all of that map.
local function note_taken_holds(keys, seats, deadline)
  local refs, scores, held, ends = {}, {}, {}, integer(deadline)
  for i, seat in ipairs(seats) do
    refs[i] = seat.ref
    scores[2 * i - 1], scores[2 * i] = ends, seat.ref
    held[2 * i - 1], held[2 * i] = seat.ref, held_text(seat.reservation, ends)
  end
  redis.call('ZADD', keys.deadlines, unpack(scores))
  redis.call('HSET', keys.buyer, unpack(held))
  set_letters(keys.map, refs, 'H')
end

-- An admission lasts as long as what was held in it.
local function admit_until(active, admission, user, deadline)
  if deadline > admission.deadline then redis.call('ZADD', active, 'GT', integer(deadline), user) end
end
