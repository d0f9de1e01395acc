-- look_queue.lua -- a user's own entry in a concert's queue.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, wishes, buyer
-- ARGV  now in us ('0': Redis's clock), user
-- Returns {'OK', 0, own entry…}, {'NOT_IN_QUEUE'}, {'NOT_READY'}
-- Cost  O(log n), n the people waiting
--
--- @include common/keys
--- @include common/readiness
--- @include common/time
--- @include queue/queue_entry
local keys = entry_keys()
local now_ms = now_in_ms(ARGV[1])
local user = ARGV[2]

if not is_ready(keys.concert) then return {'NOT_READY'} end
local present = own_entry(keys, user, now_ms)
if not present then return {'NOT_IN_QUEUE'} end
return {'OK', 0, unpack(present)}
