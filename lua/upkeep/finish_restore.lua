-- finish_restore.lua -- opens a restored concert: from here on holds and places are accepted again.
--
-- Redis may have lost its last second or everything: the numbers between the last one that it knows and now
-- were lost. Later ones are above this moment, even if the clock goes back.
--
-- KEYS  concert, lobby
-- ARGV  now in us ('0': Redis's clock), token, queueing, '1' when the books have the draw of a lottery
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile
-- Cost  O(1)
--
--- @include common/time
--- @include upkeep/redis_run
--- @include queue/lost_numbers
local concert, lobby = unpack(KEYS)
local now_us, token, queueing, drawn = now_in_us(ARGV[1]), unpack(ARGV, 2, 4)

if redis.call('HGET', concert, 'restoring') ~= token then return {'LOST'} end
redis.call('HDEL', concert, 'restoring', 'restoring_at_ms')
local last, lost = unpack(redis.call('HMGET', concert, 'last_number', 'lost'))
lost = add_lost(lost or '', last or '0', integer(now_us))
redis.call('HSET', concert, 'ready', '1', 'ready_at_us', integer(now_us), 'lost', lost,
  'last_number', integer(math.max(tonumber(last or 0), now_us)), 'queueing', queueing, 'restored_by', run_id())
-- A Redis that comes back as it was before the draw has lost its places; who is still in the lobby then is
-- given theirs first.
if drawn == '1' and redis.call('HEXISTS', concert, 'drawn') == 0 then
  redis.call('HSET', concert, 'draw_lost', '1')
  if redis.call('ZCARD', lobby) == 0 then redis.call('HSET', concert, 'drawn', '1') end
end
return {'OK'}
