-- Ends a hold: the seat is free again, unless the database had sold it while Redis had forgotten that. It counts for
-- its holder no more, unless the sale was theirs.
--
--- @include seats/buyer_record
--- @include seats/seat_map
local function end_hold(keys, ref)
  redis.call('DEL', keys.hold)
  redis.call('ZREM', keys.deadlines, ref)
  forget_held(keys.buyer, ref)
  if is_to_be_had(letter_of(keys.map, ref)) then set_letter(keys.map, ref, 'A') end
end
