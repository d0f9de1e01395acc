-- look_queue.lua -- a user's own entry in a concert's queue.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, wishes, buyer
-- ARGV  now in us ('0': Redis's clock), user
-- Returns {'OK', 0, own entry…}, {'NOT_READY'}
--         {'NOT_IN_QUEUE'}, and when an admission was missed for how many ms its place is kept (0: not any more)
-- Cost  O(log n), n the people waiting
--
--- @include common/integer
--- @include common/keys
--- @include common/time
--- @include queue/missed_place
--- @include queue/queue_entry
local keys = entry_keys()
local now_ms = now_in_ms(ARGV[1])
local user = ARGV[2]

local fields = read_entry_fields(keys.concert)
if not fields.ready then return {'NOT_READY'} end
local present = own_entry(keys, fields, user, now_ms)
if not present then
  local _, left_ms = missed_place(keys, user, now_ms)
  return {'NOT_IN_QUEUE', left_ms and integer(left_ms)}
end
return {'OK', 0, unpack(present)}
