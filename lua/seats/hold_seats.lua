-- hold_seats.lua -- holds seats of one show for an admitted user: all of them or none.
--
-- KEYS  concert, waiting, active, turns, lapsed, buyer, deadlines, wishes, what the holds' keys begin with,
--       then for each seat: map, hold
-- ARGV  now in us ('0': Redis's clock), user, start of the show in ms, show number,
--       then for each seat: reservation, seat 'show:seat'
-- Returns {'OK', deadline in ms, ms left}, {'SEAT_TAKEN', seat…}, {'SEAT_LIMIT', limit, seats had},
--         {'CLOSED'}, {'SHOW_STARTED'}, {'NOT_ADMITTED', position}, {'ADMISSION_EXPIRED', 0},
--         {'NOT_READY', 0}
-- Cost  O(log n + seats had and wanted)
--
--- @include common/time
--- @include common/concert_state
--- @include seats/hold
--- @include queue/wish
--- @include queue/claim_admission
--- @include queue/require_admission
--- @include seats/may_hold
--- @include seats/seats_of_buyer
local concert, active, buyer, deadlines = KEYS[1], KEYS[3], KEYS[6], KEYS[7]
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local user, starts_at_ms, show = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local FIRST_KEY, FIRST_ARG = 10, 5
local wanted = (#ARGV - FIRST_ARG + 1) / 2

local refusal = refused_now(KEYS, user, starts_at_ms, now_ms)
if refusal then return refusal end
local had = seats_had(buyer, show, now_ms)
local hold_seconds, limit = unpack(redis.call('HMGET', concert, 'hold_seconds', 'max_seats_per_user'))

local taken = {'SEAT_TAKEN'}
for i = 0, wanted - 1 do
  local map, hold, ref = KEYS[FIRST_KEY + 2 * i], KEYS[FIRST_KEY + 2 * i + 1], ARGV[FIRST_ARG + 2 * i + 1]
  local letter = letter_of(map, ref)
  if letter == '' then return {'NOT_READY', 0} end
  if letter == 'S' or redis.call('EXISTS', hold) == 1 then taken[#taken + 1] = seat_of(ref) end
end
if #taken > 1 then return taken end
if had + wanted > tonumber(limit) then return {'SEAT_LIMIT', tonumber(limit), had} end

local deadline = now_ms + hold_seconds * 1000
for i = 0, wanted - 1 do
  local map, key = KEYS[FIRST_KEY + 2 * i], KEYS[FIRST_KEY + 2 * i + 1]
  local reservation, ref = ARGV[FIRST_ARG + 2 * i], ARGV[FIRST_ARG + 2 * i + 1]
  take_seat({map = map, hold = key, deadlines = deadlines, buyer = buyer}, ref, reservation, user, deadline, now_ms)
end
redis.call('ZADD', active, 'GT', integer(deadline), user)
return {'OK', deadline, deadline - now_ms}
