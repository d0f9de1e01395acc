#!lua flags=allow-oom
-- finish_restore.lua -- opens a restored concert: from here on holds and places are accepted again.
--
-- Redis may have lost its last second or everything: the numbers between the last one that it knows and now
-- were lost. Later ones are above this moment, even if the clock goes back.
--
-- KEYS  concert, lobby
-- ARGV  now in us ('0': Redis's clock), token, queueing, '1' when the database has the draw of a lottery
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile
-- Cost  O(1)
--
--- @include common/integer
--- @include common/time
--- @include queue/lost_numbers
--- @include upkeep/redis_run
--- @include upkeep/restoring
local keys = {concert = KEYS[1], lobby = KEYS[2]}
local now_us, token, queueing, drawn = now_in_us(ARGV[1]), unpack(ARGV, 2, 4)

if not is_restoring(keys.concert, token) then return {'LOST'} end
end_restoring(keys.concert)
local last, lost = unpack(redis.call('HMGET', keys.concert, 'last_number', 'lost'))
lost = add_lost_range(lost or '', last or '0', integer(now_us))
redis.call('HSET', keys.concert, 'ready', '1', 'ready_at_us', integer(now_us), 'lost', lost,
  'last_number', integer(math.max(tonumber(last or 0), now_us)), 'queueing', queueing, 'restored_by', run_id())
-- A Redis that comes back as it was before the draw has lost its places; who is still in the lobby then is
-- given theirs first.
if drawn == '1' and redis.call('HEXISTS', keys.concert, 'drawn') == 0 then
  redis.call('HSET', keys.concert, 'draw_lost', '1')
  if redis.call('ZCARD', keys.lobby) == 0 then redis.call('HSET', keys.concert, 'drawn', '1') end
end
return {'OK'}
