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
--- @include common/concert_fields
--- @include common/concert_state
--- @include common/integer
--- @include common/keys
--- @include common/time
--- @include queue/rate_told
--- @include upkeep/board_buckets
local keys = queue_keys()
keys.lobby, keys.marks = KEYS[6], KEYS[7]
local now_us, size, moves = now_in_us(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local FIRST_MAP = 8

local fields = read_fields(keys.concert, {'ready', 'state', 'opens_at_ms', 'frontier', 'max_active', 'rate',
                                          'seen_count', 'queueing'})
if not fields.ready then return {'NOT_READY'} end
local function figure(name) return tonumber(fields[name] or 0) or 0 end

local buckets = tidy_buckets({waiting = keys.waiting, marks = keys.marks, size = size, moves = moves})
local people = redis.call('ZCARD', keys.waiting)
if fields.queueing == 'lottery' then people = people + redis.call('ZCARD', keys.lobby) end
local result = {'OK', state_of(fields.state, fields.opens_at_ms, math.floor(now_us / 1000)), integer(now_us),
                figure('opens_at_ms'), figure('frontier'), people, redis.call('ZCARD', keys.active),
                figure('max_active'), rate_told(fields.rate), admissions_told(fields.seen_count), #buckets}
for i = FIRST_MAP, #KEYS do result[#result + 1] = redis.call('GET', KEYS[i]) or '' end
for _, bucket in ipairs(buckets) do
  result[#result + 1] = bucket.start
  result[#result + 1] = bucket.people
end
return result
