-- finish_draw.lua -- everybody of the lobby has a place: the call-ups begin.
--
-- KEYS  concert, lobby
-- ARGV  when the lobby was closed in us; the same, of the closing whose list the books have
-- Returns {'OK'}, {'MORE'} while somebody is in the lobby, {'LOST'} when Redis was lost since that closing
-- Cost  O(1)
local concert, lobby = unpack(KEYS)
local closed, committed = unpack(ARGV)

if redis.call('HGET', concert, 'lobby_closed_us') ~= closed then return {'LOST'} end
if redis.call('ZCARD', lobby) > 0 then return {'MORE'} end
redis.call('HSET', concert, 'drawn', '1')
if closed ~= committed then redis.call('HSET', concert, 'draw_lost', '1') end
return {'OK'}
