-- hold_seats.lua -- holds seats of one show for an admitted user: all of them or none.
--
-- KEYS  concert, waiting, active, turns, lapsed, buyer, deadlines, wishes, what the holds' keys begin with,
--       map of the show, then for each seat: hold
-- ARGV  now in us ('0': Redis's clock), user, start of the show in ms, show number,
--       then for each seat: reservation, seat 'show:seat'
-- Returns {'OK', deadline in ms, ms left}, {'SEAT_TAKEN', seat…}, {'SEAT_LIMIT', limit, seats had},
--         {'CLOSED'}, {'SHOW_STARTED'}, {'NOT_ADMITTED', position}, {'ADMISSION_EXPIRED', 0}, {'CHOOSING_OVER'},
--         {'NOT_READY', 0}
-- Cost  O(log n + seats had and wanted), ten commands and one a seat
--
--- @include common/keys
--- @include common/time
--- @include seats/count_seats_had
--- @include seats/hold_refusal
--- @include seats/seat_map
--- @include seats/seat_ref
--- @include seats/take_holds
local keys = admitted_keys()
keys.map = KEYS[10]
local now_ms = now_in_ms(ARGV[1])
local user, starts_at_ms, show = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local FIRST_HOLD, FIRST_ARG = 11, 5

local fields = read_gate_fields(keys.concert)
local refusal, admission = hold_refusal(keys, fields, user, starts_at_ms, now_ms)
if refusal then return refusal end
local refs, seats = {}, {}
for i = FIRST_ARG + 1, #ARGV, 2 do refs[#refs + 1] = ARGV[i] end
for i, letter in ipairs(letters_of(keys.map, refs)) do
  if letter == '' then return {'NOT_READY', 0} end
  local reservation = ARGV[FIRST_ARG + 2 * (i - 1)]
  seats[i] = {ref = refs[i], reservation = reservation, letter = letter, hold = KEYS[FIRST_HOLD + i - 1]}
end
local had, over = count_seats_had(keys.buyer, show, now_ms)
local limit = tonumber(fields.max_seats_per_user)

local deadline = now_ms + fields.hold_seconds * 1000
local others = take_holds(seats, user, deadline, now_ms)
if #others > 0 then
  for i, ref in ipairs(others) do others[i] = seat_of(ref) end
  return {'SEAT_TAKEN', unpack(others)}
end
if had + #seats > limit then
  give_back_holds(seats)
  return {'SEAT_LIMIT', limit, had}
end
sweep_buyer(keys.buyer, over)
note_taken_holds(keys, seats, deadline)
admit_until(keys.active, admission, user, deadline)
return {'OK', deadline, deadline - now_ms}
