-- set_wishes.lua -- leaves a wish for the moment of one's call-up, instead of the one before, or takes it back.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, wishes, buyer
-- ARGV  now in us ('0': Redis's clock), user, the wish ('': none any more; see include/queue/wish.lua),
--       start of its show in ms
-- Returns {'OK', 0, own entry…}, {'NOT_IN_QUEUE'}, {'ADMITTED'}: it is too late for wishes, {'CLOSED'},
--         {'SHOW_STARTED'}, {'SEAT_LIMIT', limit, seats had}, {'NOT_READY'}
-- Cost  O(log n + seats had), n the people waiting
--
--- @include common/time
--- @include common/concert_state
--- @include queue/queue_entry
--- @include seats/seats_of_buyer
--- @include queue/wish
local concert, wishes, buyer = KEYS[1], KEYS[7], KEYS[8]
local now_ms = math.floor(now_in_us(ARGV[1]) / 1000)
local user, text, starts_at_ms = ARGV[2], ARGV[3], tonumber(ARGV[4])

if redis.call('HEXISTS', concert, 'ready') == 0 then return {'NOT_READY'} end
local present = entry(KEYS, user, now_ms)
if not present then return {'NOT_IN_QUEUE'} end
if present[1] == 'ACTIVE' then return {'ADMITTED'} end
if text == '' then
  redis.call('HDEL', wishes, user)
else
  local wish, limit = read_wish(text, user), tonumber(redis.call('HGET', concert, 'max_seats_per_user'))
  if state_at(concert, now_ms) == 'CLOSED' then return {'CLOSED'} end
  if starts_at_ms <= now_ms then return {'SHOW_STARTED'} end
  local had = seats_had(buyer, wish.show, now_ms)
  if had + wish.quantity > limit then return {'SEAT_LIMIT', limit, had} end
  redis.call('HSET', wishes, user, text)
end
return {'OK', 0, unpack(own_entry(KEYS, user, now_ms))}
