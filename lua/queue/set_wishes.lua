-- set_wishes.lua -- leaves a wish for the moment of one's admission, instead of the one before, or takes it back.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, wishes, buyer
-- ARGV  now in us ('0': Redis's clock), user, the wish ('': none any more; see include/queue/wish_record.lua),
--       start of its show in ms
-- Returns {'OK', 0, own entry…}, {'NOT_IN_QUEUE'}, {'ADMITTED'}: it is too late for wishes, {'CLOSED'},
--         {'SHOW_STARTED'}, {'SEAT_LIMIT', limit, seats had}, {'NOT_READY'}
-- Cost  O(log n + seats had), n the people waiting
--
--- @include common/concert_state
--- @include common/keys
--- @include common/memory
--- @include common/time
--- @include queue/queue_entry
--- @include queue/wish_record
--- @include seats/count_seats_had
local keys = entry_keys()
local now_ms = now_in_ms(ARGV[1])
local user, text, starts_at_ms = ARGV[2], ARGV[3], tonumber(ARGV[4])

local fields = read_entry_fields(keys.concert)
if not fields.ready then return {'NOT_READY'} end
local present = queue_entry(keys, fields, user, now_ms)
if not present then return {'NOT_IN_QUEUE'} end
if present[1] == 'ACTIVE' then return {'ADMITTED'} end
if text == '' then
  redis.call('HDEL', keys.wishes, user)
else
  refuse_when_full(keys.concert)
  local wish, limit = read_wish(text, user), tonumber(redis.call('HGET', keys.concert, 'max_seats_per_user'))
  if present[7] == 'CLOSED' then return {'CLOSED'} end
  if starts_at_ms <= now_ms then return {'SHOW_STARTED'} end
  local had = count_seats_had(keys.buyer, wish.show, now_ms)
  if had + wish.quantity > limit then return {'SEAT_LIMIT', limit, had} end
  redis.call('HSET', keys.wishes, user, text)
end
return {'OK', 0, unpack(own_entry(keys, fields, user, now_ms))}
