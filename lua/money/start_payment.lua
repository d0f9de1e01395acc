-- start_payment.lua -- marks the caller's holds as being paid, so that none expires under the payment.
--
-- A hold's end is moved once: to now + the longest a payment takes, and only before its own deadline has
-- passed. So trying to pay again and again does not keep a seat.
--
-- Who pays in a turn has claimed it.
--
-- KEYS  concert, waiting, active, turns, lapsed, buyer, deadlines, wishes, what the holds' keys begin with,
--       then for each seat: hold
-- ARGV  now in us ('0': Redis's clock), user, fence, longest a payment takes in ms,
--       then for each seat: reservation, seat 'show:seat'
-- Returns {'OK'}, {'HOLD_EXPIRED'}, {'NOT_FOUND'} when one is somebody else's, {'NOT_READY'}
-- Cost  O(log n + seats)
--
--- @include common/time
--- @include seats/hold
--- @include money/payments_of_hold
--- @include queue/wish
--- @include queue/claim_admission
local concert, active, buyer, deadlines = KEYS[1], KEYS[3], KEYS[6], KEYS[7]
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local user, fence, longest_ms = ARGV[2], ARGV[3], tonumber(ARGV[4])
local FIRST_KEY, FIRST_ARG = 10, 5
local count = (#ARGV - FIRST_ARG + 1) / 2

if redis.call('HEXISTS', concert, 'ready') == 0 then return {'NOT_READY'} end
if tonumber(redis.call('ZSCORE', active, user) or 0) > now_ms then claim(KEYS, user, now_ms) end
local held = {}
for i = 0, count - 1 do
  local hold, reservation = read_hold(KEYS[FIRST_KEY + i]), ARGV[FIRST_ARG + 2 * i]
  local expires = tonumber(redis.call('ZSCORE', deadlines, ARGV[FIRST_ARG + 2 * i + 1]) or 0)
  if not hold or hold.reservation ~= reservation or expires <= now_ms then return {'HOLD_EXPIRED'} end
  if hold.user ~= user then return {'NOT_FOUND'} end
  hold.expires = expires
  held[i] = hold
end

for i = 0, count - 1 do
  local key, ref = KEYS[FIRST_KEY + i], ARGV[FIRST_ARG + 2 * i + 1]
  local expires = held[i].expires
  if now_ms < held[i].deadline then expires = math.max(expires, now_ms + longest_ms) end
  held[i].fence = add_fence(held[i].fence, fence)
  put_hold({hold = key, deadlines = deadlines, buyer = buyer}, ref, held[i], expires, now_ms)
  redis.call('ZADD', active, 'XX', 'GT', integer(expires), user)
end
return {'OK'}
