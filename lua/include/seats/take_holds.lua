-- A seat is taken by SET … NX: of all who want it one is answered that the hold was set, and has the seat, whatever
-- else Redis says of it. What renews a hold is another function, which takes none: see seats/renew_hold.
--
--- @include common/integer
--- @include seats/hold_record
--- @include seats/seat_map
local function give_back_holds(seats)
  for _, seat in ipairs(seats) do redis.call('DEL', seat.keys.hold) end
end

-- Takes the holds of seats, all or none. Returns the 'show:seat' of those that somebody has: none when all are taken.
-- note_taken_holds must follow, or give_back_holds. Each seat has ref, reservation, and keys as seat_keys has them.
local function take_holds(seats, user, deadline, now_ms)
  local taken, others = {}, {}
  for _, seat in ipairs(seats) do
    local hold = {reservation = seat.reservation, user = user, deadline = deadline, payments = '0'}
    local is_taken = is_to_be_had(seat.keys.map, seat.ref) and
                     redis.call('SET', seat.keys.hold, hold_text(hold), 'NX', 'PX', integer(deadline - now_ms))
    if is_taken then taken[#taken + 1] = seat else others[#others + 1] = seat.ref end
  end
  if #others > 0 then give_back_holds(taken) end
  return others
end

local function note_taken_holds(seats, deadline)
  for _, seat in ipairs(seats) do
    note_hold(seat.keys, seat.ref, seat.reservation, deadline)
    set_letter(seat.keys.map, seat.ref, 'H')
  end
end
