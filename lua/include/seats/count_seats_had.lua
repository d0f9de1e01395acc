-- How many seats of a show the buyer has: held and bought ones both count. And the fields of what counts no more, holds
-- that time has ended, for sweep_buyer.
--
--- @include seats/buyer_record
--- @include seats/seat_ref
local function count_seats_had(buyer, show, now_ms)
  local had, seats, over = 0, seats_of_buyer(buyer)
  for _, seat in ipairs(seats) do
    if not seat.is_sold and seat.expires_ms <= now_ms then
      over[#over + 1] = seat.ref
    elseif show_of(seat.ref) == show then
      had = had + 1
    end
  end
  return had, over
end

-- Each hold sweeps, so that what is over does not add up. It comes behind the taking, as a full Redis refuses no script
-- that has begun by taking away.
local SWEPT_AT_ONCE = 1000

local function sweep_buyer(buyer, over)
  if #over > 0 then redis.call('HDEL', buyer, unpack(over, 1, math.min(#over, SWEPT_AT_ONCE))) end
end
