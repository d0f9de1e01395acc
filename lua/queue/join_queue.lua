-- join_queue.lua -- gives a user a place in a concert's queue, or finds the one they have.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, wishes, buyer
-- ARGV  now in us ('0': Redis's clock), user, number from a signed queue token ('' when none was sent),
--       number that the database says was drawn ('0': none, '' when they were not asked),
--       '1' when the signed number is of the lobby
-- Returns {'OK', 1 when new, own entry…}, {'CLOSED'}, {'NOT_READY'}, {'LOOK_UP'}: ask the database and call again
-- Cost  O(log n), n the people waiting
--
--- @include common/concert_state
--- @include common/integer
--- @include common/keys
--- @include common/memory
--- @include common/time
--- @include draw/enter_lobby
--- @include draw/lottery
--- @include queue/admission_record
--- @include queue/lost_places
--- @include queue/missed_place
--- @include queue/queue_entry
--- @include queue/where_to_join
local keys, token = entry_keys(), {number = ARGV[3], lobby = ARGV[5] == '1'}
local now_us, user, drawn = now_in_us(ARGV[1]), ARGV[2], ARGV[4]
local now_ms = math.floor(now_us / 1000)

local fields = read_entry_fields(keys.concert)
if not fields.ready then return {'NOT_READY'} end
local present = own_entry(keys, fields, user, now_ms)
if present then return {'OK', 0, unpack(present)} end
local state = state_of(fields.state, fields.opens_at_ms, now_ms)
if state == 'CLOSED' then return {'CLOSED'} end
refuse_when_full(keys.concert)
local where = where_to_join(keys.concert, state, token, drawn)
if where == 'LOOK_UP' then return {'LOOK_UP'} end
if where == 'LOBBY' then
  enter_lobby(keys, user, token.number, now_us)
  return {'OK', 1, unpack((queue_entry(keys, fields, user, now_ms)))}
end

-- A place that was lost with Redis comes back once; another one was used or given up.
local function lost_number()
  local number = lost_place(keys.concert, token, drawn)
  if number and use_lost_place(keys.turns, user) then return number end
end

local last = tonumber(redis.call('HGET', keys.concert, 'last_number') or 0)
local missed = missed_place(keys, user, now_ms)
local number = missed or lost_number() or math.max(last + 1, now_us, lowest_number(keys.concert))

redis.call('ZREM', keys.active, user)
redis.call('ZREM', keys.lapsed, user)
redis.call('HDEL', keys.wishes, user) -- the wish for an admission that is over
if missed then
  redis.call('HSET', keys.turns, user, admission_text({number = integer(number), admitted_at = 0, has_returned = true}))
else
  redis.call('HDEL', keys.turns, user)
end
redis.call('ZADD', keys.waiting, integer(number), user)
redis.call('HSET', keys.concert, 'last_number', integer(math.max(last, number)))
return {'OK', 1, unpack((queue_entry(keys, fields, user, now_ms)))}
