#!lua flags=allow-oom
-- leave_queue.lua -- gives a place or an admission back and frees the holds nobody is paying for.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, buyer, deadlines, wishes, then for each hold: map, hold
-- ARGV  now in us ('0': Redis's clock), user, then for each hold: its seat 'show:seat'
-- Returns {'OK'}, {'CHANGED'} when the user holds another seat than those named, {'NOT_IN_QUEUE'},
--         {'NOT_READY'}
-- Cost  O(log n + holds of the user)
--
--- @include common/keys
--- @include common/readiness
--- @include common/time
--- @include queue/admission_record
--- @include queue/lost_places
--- @include seats/buyer_record
--- @include seats/end_hold
--- @include seats/hold_record
local keys = queue_keys()
keys.lobby, keys.buyer, keys.deadlines, keys.wishes = unpack(KEYS, 6, 9)
local now_ms = now_in_ms(ARGV[1])
local user = ARGV[2]
local FIRST_KEY, FIRST_ARG = 10, 3

if not is_ready(keys.concert) then return {'NOT_READY'} end

local named = {}
for i = FIRST_ARG, #ARGV do named[ARGV[i]] = true end
for _, seat in ipairs(seats_of_buyer(keys.buyer)) do
  if not seat.is_sold and seat.expires_ms > now_ms and not named[seat.ref] then return {'CHANGED'} end
end

local freed = 0
for i = FIRST_ARG, #ARGV do
  local seat = seat_keys(keys, FIRST_KEY + 2 * (i - FIRST_ARG))
  local hold = read_hold(seat.hold)
  if hold and hold.user == user and hold.payments == '0' then
    end_hold(seat, ARGV[i])
    freed = freed + 1
  end
end

-- A place that came back after a loss of Redis comes back only once: its token is worth nothing any more.
local admission = read_admission(keys.turns, user)
local place = redis.call('ZSCORE', keys.waiting, user) or redis.call('ZSCORE', keys.lobby, user) or
              admission and admission.number
if place and place_was_lost(keys.concert, place) then use_lost_place(keys.turns, user) end

local left = redis.call('ZREM', keys.waiting, user) + redis.call('ZREM', keys.active, user) +
             redis.call('ZREM', keys.lobby, user)
redis.call('HDEL', keys.turns, user)
redis.call('HDEL', keys.wishes, user)
redis.call('ZREM', keys.lapsed, user)
if left + freed == 0 then return {'NOT_IN_QUEUE'} end
return {'OK'}
