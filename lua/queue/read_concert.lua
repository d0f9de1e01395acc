-- read_concert.lua -- the public figures of a concert, and a user's position in its queue.
--
-- KEYS  concert, waiting, active, turns, lapsed, lobby, then the map of each show that is asked for
-- ARGV  now in us ('0': Redis's clock), user ('' for nobody), '1' when the maps themselves are not wanted
-- Returns {'OK', state, now in ms, waiting, active, position (-1: not in it, or not
--          drawn yet; 0: admitted, or in the lobby before the sale opens),
--          people admitted per 1,000,000 s (0: not known), frontier, admitted, expired, no-shows, maps…
--          or instead of them '1' when none of their seats is available, else '0'}
--         {'NOT_READY'}
-- Cost  O(log n + seats asked for)
--
--- @include common/concert_state
--- @include common/keys
--- @include common/time
--- @include queue/queue_entry
--- @include queue/rate_told
local keys = queue_keys()
keys.lobby = KEYS[6]
local now_ms = now_in_ms(ARGV[1])
local user, is_brief = ARGV[2], ARGV[3] == '1'
local FIRST_MAP = 7

local fields = read_entry_fields(keys.concert)
if not fields.ready then return {'NOT_READY'} end
local position = -1
if user ~= '' then
  local present = queue_entry(keys, fields, user, now_ms)
  local is_undrawn = present and present[1] == 'LOBBY' and present[7] ~= 'SCHEDULED'
  if present and not is_undrawn then position = present[3] end
end
local figures =
  redis.call('HMGET', keys.concert, 'frontier', 'admitted', 'expired', 'no_shows')
for i = 1, #figures do figures[i] = tonumber(figures[i] or 0) end

local result = {'OK', state_of(fields.state, fields.opens_at_ms, now_ms), now_ms,
                people_of(keys, fields),
                redis.call('ZCARD', keys.active), position, rate_told(fields.rate),
                unpack(figures)}
local is_sold_out = '1'
for i = FIRST_MAP, #KEYS do
  local map = redis.call('GET', KEYS[i])
  if map and string.find(map, 'A', 1, true) then is_sold_out = '0' end
  if not is_brief then result[#result + 1] = map end
end
if is_brief then result[#result + 1] = is_sold_out end
return result
