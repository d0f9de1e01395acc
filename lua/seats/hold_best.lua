-- hold_best.lua -- holds the best free seats of one show for an admitted user: all of them or none.
--
-- Free is what the map says: a hold that has just ended is free again from the next tick on.
--
-- KEYS  concert, waiting, active, turns, lapsed, buyer, deadlines, wishes, what the holds' keys begin with,
--       map
-- ARGV  now in us ('0': Redis's clock), user, start of the show in ms, show number,
--       how many seats, '1' when they must be beside each other, 30 random bits,
--       then for each section, the best first: first seat, rows, seats a row (see include/best/best_seats.lua)
-- Returns {'OK', deadline in ms, ms left, then for each seat: seat, reservation}, {'NO_SEATS_LEFT'},
--         {'SEAT_LIMIT', limit, seats had}, {'CLOSED'}, {'SHOW_STARTED'}, {'NOT_ADMITTED', position},
--         {'ADMISSION_EXPIRED', 0}, {'CHOOSING_OVER'}, {'NOT_READY', 0}
-- Cost  O(log n + seats had + seats of the sections)
--
--- @include best/hold_best_seats
--- @include common/keys
--- @include common/time
--- @include seats/count_seats_had
--- @include seats/hold_refusal
local keys = admitted_keys()
keys.map = KEYS[10]
local now_ms = now_in_ms(ARGV[1])
local user, starts_at_ms, show, quantity = ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local FIRST_SECTION = 8

local fields = read_gate_fields(keys.concert)
local refusal, admission = hold_refusal(keys, fields, user, starts_at_ms, now_ms)
if refusal then return refusal end
if redis.call('EXISTS', keys.map) == 0 then return {'NOT_READY', 0} end
local had, over = count_seats_had(keys.buyer, show, now_ms)
local limit = tonumber(fields.max_seats_per_user)
if had + quantity > limit then return {'SEAT_LIMIT', limit, had} end

local party = {user = user, show = show, concert = keys.concert, quantity = quantity, adjacent = ARGV[6] == '1',
               random = ARGV[7], over = over, sections = {}}
for i = FIRST_SECTION, #ARGV, 3 do
  local first, rows, seats = tonumber(ARGV[i]), tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  party.sections[#party.sections + 1] = {first = first, rows = rows, seats = seats}
end
local deadline = now_ms + fields.hold_seconds * 1000
local held = hold_best_seats(party, keys, deadline, now_ms)
if party.is_lost then return {'NOT_READY', 0} end
if not held then return {'NO_SEATS_LEFT'} end
admit_until(keys.active, admission, user, deadline)
local result = {'OK', deadline, deadline - now_ms}
for _, seat in ipairs(held) do
  result[#result + 1] = seat.id
  result[#result + 1] = seat.reservation
end
return result
