#!lua flags=allow-oom
-- finish_draw.lua -- everybody of the lobby has a place: people are admitted from now on.
--
-- KEYS  concert, lobby
-- ARGV  when the lobby was closed in us; the same, of the closing whose list the database has
-- Returns {'OK'}, {'MORE'} while somebody is in the lobby, {'LOST'} when Redis was lost since that closing
-- Cost  O(1)
local keys = {concert = KEYS[1], lobby = KEYS[2]}
local closed, committed = unpack(ARGV)

if redis.call('HGET', keys.concert, 'lobby_closed_us') ~= closed then return {'LOST'} end
if redis.call('ZCARD', keys.lobby) > 0 then return {'MORE'} end
redis.call('HSET', keys.concert, 'drawn', '1')
if closed ~= committed then redis.call('HSET', keys.concert, 'draw_lost', '1') end
return {'OK'}
