#!lua flags=allow-oom
-- cancel_payment.lua -- a payment was refused: its holds are plain holds again, until their old deadlines.
--
-- When the database had sold a seat that Redis held for free, Redis has forgotten something: the holds end, and
-- the concert is closed until the scheduler has marked its sold seats again.
--
-- KEYS  concert, buyer, deadlines, then for each seat: map, hold
-- ARGV  now in us ('0': Redis's clock), the payment's token, '1' when a seat was sold already,
--       then for each seat: its 'show:seat'
-- Returns {'OK', holds given back}; a hold that another payment has marked too is left to that one
-- Cost  O(seats log h), h the seats held
--
--- @include common/keys
--- @include common/readiness
--- @include common/time
--- @include money/payments_of_hold
--- @include seats/end_hold
--- @include seats/hold_record
--- @include seats/renew_hold
local keys = {concert = KEYS[1], buyer = KEYS[2], deadlines = KEYS[3]}
local now_ms = now_in_ms(ARGV[1])
local token, was_sold = ARGV[2], ARGV[3] == '1'
local FIRST_KEY, FIRST_ARG = 4, 4

local given_back = 0
for i = FIRST_ARG, #ARGV do
  local seat = seat_keys(keys, FIRST_KEY + 2 * (i - FIRST_ARG))
  local hold = read_hold(seat.hold)
  local payments = hold and remove_payment(hold.payments, token)
  if payments then hold.payments = payments end
  if payments and payments ~= '0' and not was_sold then
    mark_hold(seat.hold, hold)
  elseif payments then
    given_back = given_back + 1
    if hold.deadline > now_ms and not was_sold then
      renew_hold(seat, ARGV[i], hold, hold.deadline, now_ms)
    else
      end_hold(seat, ARGV[i])
    end
  end
end
if was_sold then end_readiness(keys.concert) end
return {'OK', given_back}
