#!lua flags=allow-oom
-- start_payment.lua -- marks the caller's holds as being paid, so that none expires under the payment.
--
-- A hold's end is moved once: to now + the longest a payment takes, and only before its own deadline has
-- passed. So trying to pay again and again does not keep a seat.
--
-- Who pays while admitted has claimed the admission.
--
-- KEYS  concert, waiting, active, turns, lapsed, buyer, deadlines, wishes, what the holds' keys begin with,
--       then for each seat: hold
-- ARGV  now in us ('0': Redis's clock), user, the payment's token, longest a payment takes in ms,
--       then for each seat: reservation, seat 'show:seat'
-- Returns {'OK'}, {'HOLD_EXPIRED'}, {'NOT_FOUND'} when one is somebody else's, {'NOT_READY'}
-- Cost  O(log n + seats)
--
--- @include common/integer
--- @include common/keys
--- @include common/time
--- @include money/payments_of_hold
--- @include queue/check_admission
--- @include seats/hold_record
--- @include seats/renew_hold
local keys = admitted_keys()
local now_ms = now_in_ms(ARGV[1])
local user, token, longest_ms = ARGV[2], ARGV[3], tonumber(ARGV[4])
local FIRST_KEY, FIRST_ARG = 10, 5

local fields = read_gate_fields(keys.concert)
if not is_gate_open(fields, now_ms) then return {'NOT_READY'} end
if tonumber(redis.call('ZSCORE', keys.active, user) or 0) > now_ms then claim_admission(keys, fields, user, now_ms) end
local seats = {}
for i = 0, (#ARGV - FIRST_ARG - 1) / 2 do
  local reservation, ref = ARGV[FIRST_ARG + 2 * i], ARGV[FIRST_ARG + 2 * i + 1]
  local seat = {hold = KEYS[FIRST_KEY + i], deadlines = keys.deadlines, buyer = keys.buyer}
  local hold, expires = read_hold(seat.hold), tonumber(redis.call('ZSCORE', keys.deadlines, ref) or 0)
  if not hold or hold.reservation ~= reservation or expires <= now_ms then return {'HOLD_EXPIRED'} end
  if hold.user ~= user then return {'NOT_FOUND'} end
  seats[i + 1] = {keys = seat, ref = ref, hold = hold, expires = expires}
end

for _, seat in ipairs(seats) do
  local hold, expires = seat.hold, now_ms < seat.hold.deadline and now_ms + longest_ms or 0
  hold.payments = add_payment(hold.payments, token)
  if expires > seat.expires then
    renew_hold(seat.keys, seat.ref, hold, expires, now_ms)
    redis.call('ZADD', keys.active, 'XX', 'GT', integer(expires), user)
  else
    mark_hold(seat.keys.hold, hold)
  end
end
return {'OK'}
