#!lua flags=allow-oom
-- read_board.lua -- a concert's public board, all as it was in one moment: figures, buckets, seats.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, marks, then the map of each show
-- ARGV  now in us ('0': Redis's clock), people in a bucket, most marks to set
-- Returns {'OK', state, now in us, opens_at in ms (0: by hand), frontier, waiting (the lobby's too), active,
--          max_active, people admitted per 1,000,000 s (0: not known), admissions that say so, number of buckets,
--          maps ('' where there is none)…, then for each bucket: the number it starts with, people in it}
--         {'NOT_READY'}
-- Cost  O(b log n + seats), b the buckets, n the people waiting
--
--- @include common/concert_state
--- @include common/integer
--- @include common/keys
--- @include common/readiness
--- @include common/time
--- @include queue/rate_told
--- @include upkeep/board_buckets
local keys = queue_keys()
keys.lobby, keys.marks = KEYS[6], KEYS[7]
local now_us, size, moves = now_in_us(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local FIRST_MAP = 8

if not is_ready(keys.concert) then return {'NOT_READY'} end
local figures = redis.call('HMGET', keys.concert, 'opens_at_ms', 'frontier', 'max_active')
for i = 1, #figures do figures[i] = tonumber(figures[i] or 0) or 0 end
local opens_at_ms, frontier, max_active = unpack(figures)
local rate, count = rate_told(keys.concert)

local buckets = tidy_buckets({waiting = keys.waiting, marks = keys.marks, size = size, moves = moves})
local result = {'OK', state_at(keys.concert, math.floor(now_us / 1000)), integer(now_us), opens_at_ms, frontier,
                redis.call('ZCARD', keys.waiting) + redis.call('ZCARD', keys.lobby),
                redis.call('ZCARD', keys.active), max_active, rate, count, #buckets}
for i = FIRST_MAP, #KEYS do result[#result + 1] = redis.call('GET', KEYS[i]) or '' end
for _, bucket in ipairs(buckets) do
  result[#result + 1] = bucket.start
  result[#result + 1] = bucket.people
end
return result
