-- look_queue.lua -- a user's own entry in a concert's line.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, wishes, buyer
-- ARGV  now in us ('0': Redis's clock), user
-- Returns {'OK', 0, own entry…}, {'NOT_IN_QUEUE'}, {'NOT_READY'}
-- Cost  O(log n), n the people waiting
--
--- @include common/time
--- @include common/concert_state
--- @include queue/queue_entry
local concert = KEYS[1]
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local user = ARGV[2]

if redis.call('HEXISTS', concert, 'ready') == 0 then return {'NOT_READY'} end
local present = own_entry(KEYS, user, now_ms)
if not present then return {'NOT_IN_QUEUE'} end
return {'OK', 0, unpack(present)}
