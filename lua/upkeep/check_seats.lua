-- check_seats.lua -- all that Redis has of some seats of one show, as it was in one moment.
--
-- KEYS  map, deadlines, then the hold of each seat, one after the other
-- ARGV  now in us ('0': Redis's clock), number of the show, first of the seats
-- Returns {'OK', now in ms, length of the map, the seats' letters,
--          then for each seat that has a hold or a deadline: seat, hold ('' none),
--          ms that the hold has left (-1: without end, -2: no hold), deadline in ms (0: none)}
-- Cost  O(s log h), s the seats, h the seats held: the caller sends some hundred at a time
--
--- @include common/integer
--- @include common/time
--- @include seats/seat_ref
local keys = {map = KEYS[1], deadlines = KEYS[2]}
local now_ms = now_in_ms(ARGV[1])
local show, first = ARGV[2], tonumber(ARGV[3])
local FIRST_HOLD = 3
local count = #KEYS - FIRST_HOLD + 1

local refs = {}
for i = 1, count do refs[i] = ref_of(show, first + i - 1) end
local holds = redis.call('MGET', unpack(KEYS, FIRST_HOLD))
local ends = redis.call('ZMSCORE', keys.deadlines, unpack(refs))

local result = {'OK', now_ms, redis.call('STRLEN', keys.map),
                redis.call('GETRANGE', keys.map, first - 1, first + count - 2)}
for i = 1, count do
  if holds[i] or ends[i] then
    result[#result + 1] = first + i - 1
    result[#result + 1] = holds[i] or ''
    result[#result + 1] = redis.call('PTTL', KEYS[FIRST_HOLD + i - 1])
    result[#result + 1] = integer(tonumber(ends[i] or 0))
  end
end
return result
