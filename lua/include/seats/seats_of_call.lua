-- The seats that a call names: from first_key on KEYS has a map and a hold for each, from first_arg on ARGV a
-- reservation and the seat, 'show:seat'. Returns a list of {ref =, reservation =, keys = as seat_keys has them}.
--
--- @include common/keys
local function seats_of_call(keys, first_key, first_arg)
  local seats = {}
  for i = 0, #ARGV - first_arg, 2 do
    local reservation, ref = ARGV[first_arg + i], ARGV[first_arg + i + 1]
    seats[#seats + 1] = {ref = ref, reservation = reservation, keys = seat_keys(keys, first_key + i)}
  end
  return seats
end
