#!lua flags=allow-oom
-- restore_seats.lua -- marks seats of one show as sold, and sales of it as refunded, from the database.
--
-- A hold of a seat that the database has sold is none any more: a Redis of before may still have it.
--
-- KEYS  concert, map, deadlines, what the keys of all holds, of all buyers and of all refunds begin with (see
--       common/keys), then the buyer of each sale
-- ARGV  now in us ('0': Redis's clock), token, number of the show,
--       then for each sale: reservation, seat, '1' when it was refunded
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile, or another scheduler has taken over
-- Cost  O(sales log h), h the seats held: the caller sends some hundred at a time
--
--- @include common/time
--- @include money/refund_mark
--- @include seats/buyer_record
--- @include seats/end_hold
--- @include seats/hold_record
--- @include seats/seat_map
--- @include seats/seat_ref
--- @include upkeep/restoring
local keys = {concert = KEYS[1], map = KEYS[2], deadlines = KEYS[3], hold_prefix = KEYS[4], buyer_prefix = KEYS[5],
              refund_prefix = KEYS[6]}
local now_ms, token, show = now_in_ms(ARGV[1]), ARGV[2], ARGV[3]
local FIRST_KEY, FIRST_ARG = 7, 4

local function end_hold_of(ref)
  local key = keys.hold_prefix .. ref
  local hold = read_hold(key)
  if not hold then return end
  end_hold({map = keys.map, hold = key, deadlines = keys.deadlines, buyer = keys.buyer_prefix .. hold.user}, ref)
end

if not go_on_restoring(keys.concert, token, now_ms) then return {'LOST'} end
for i = 0, #KEYS - FIRST_KEY do
  local buyer = KEYS[FIRST_KEY + i]
  local reservation, seat, refunded = unpack(ARGV, FIRST_ARG + 3 * i, FIRST_ARG + 3 * i + 2)
  local ref = ref_of(show, seat)
  if refunded == '1' then
    note_refunded(keys, reservation)
    forget_sold(buyer, ref, reservation)
  elseif not is_refunded({refund_prefix = keys.refund_prefix, buyer = buyer}, reservation) then
    set_letter(keys.map, ref, 'S')
    end_hold_of(ref)
    note_sold(buyer, ref, reservation)
  end
end
return {'OK'}
