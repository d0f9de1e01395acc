-- finish_restore.lua -- opens a restored concert: from here on holds and places are accepted again.
--
-- KEYS  concert
-- ARGV  now in us ('0': Redis's clock), token
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile
-- Cost  O(1)
--
--- @include now
local concert = KEYS[1]
local now_us, token = now_in_us(ARGV[1]), ARGV[2]

if redis.call('HGET', concert, 'restoring') ~= token then return {'LOST'} end
redis.call('HDEL', concert, 'restoring', 'restoring_at_ms')
redis.call('HSET', concert, 'ready', '1', 'ready_at_us', integer(now_us))
return {'OK'}
