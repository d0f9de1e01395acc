-- How many seats of a show the buyer has: held and bought ones both count. Holds that time has ended are swept
-- up here.
--
--- @include seats/buyer_record
--- @include seats/seat_ref
local function count_seats_had(buyer, show, now_ms)
  local had = 0
  for _, seat in ipairs(seats_of_buyer(buyer)) do
    if not seat.is_sold and seat.expires_ms <= now_ms then
      forget_held(buyer, seat.ref)
    elseif show_of(seat.ref) == show then
      had = had + 1
    end
  end
  return had
end
