-- hold_seats.lua -- holds seats of one show for an admitted user: all of them or none.
--
-- KEYS  concert, waiting, active, turns, lapsed, buyer, deadlines, wishes, what the holds' keys begin with,
--       then for each seat: map, hold
-- ARGV  now in us ('0': Redis's clock), user, start of the show in ms, show number,
--       then for each seat: reservation, seat 'show:seat'
-- Returns {'OK', deadline in ms, ms left}, {'SEAT_TAKEN', seat…}, {'SEAT_LIMIT', limit, seats had},
--         {'CLOSED'}, {'SHOW_STARTED'}, {'NOT_ADMITTED', position}, {'ADMISSION_EXPIRED', 0}, {'CHOOSING_OVER'},
--         {'NOT_READY', 0}
-- Cost  O(log n + seats had and wanted)
--
--- @include common/integer
--- @include common/keys
--- @include common/time
--- @include seats/count_seats_had
--- @include seats/hold_refusal
--- @include seats/seat_map
--- @include seats/seat_ref
--- @include seats/seats_of_call
--- @include seats/take_holds
local keys = admitted_keys()
local now_ms = now_in_ms(ARGV[1])
local user, starts_at_ms, show = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local FIRST_KEY, FIRST_ARG = 10, 5
local seats = seats_of_call(keys, FIRST_KEY, FIRST_ARG)

local refusal = hold_refusal(keys, user, starts_at_ms, now_ms)
if refusal then return refusal end
for _, seat in ipairs(seats) do
  if letter_of(seat.keys.map, seat.ref) == '' then return {'NOT_READY', 0} end
end
local had = count_seats_had(keys.buyer, show, now_ms)
local hold_seconds, limit = unpack(redis.call('HMGET', keys.concert, 'hold_seconds', 'max_seats_per_user'))

local deadline = now_ms + hold_seconds * 1000
local others = take_holds(seats, user, deadline, now_ms)
if #others > 0 then
  for i, ref in ipairs(others) do others[i] = seat_of(ref) end
  return {'SEAT_TAKEN', unpack(others)}
end
if had + #seats > tonumber(limit) then
  give_back_holds(seats)
  return {'SEAT_LIMIT', tonumber(limit), had}
end
note_taken_holds(seats, deadline)
redis.call('ZADD', keys.active, 'GT', integer(deadline), user)
return {'OK', deadline, deadline - now_ms}
