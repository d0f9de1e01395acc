-- forgive_guess.lua -- the password was right: the tries before it from this address are forgotten, and it is known.
--
-- KEYS  the account's tries from this address, its tries from everywhere, whether its owner has signed in from here
-- ARGV  how long the address stays known, in ms
-- Returns {'OK'}
-- Cost  O(1)
--
local from_here, from_everywhere, known = unpack(KEYS)

local was_known = redis.call('EXISTS', known) == 1
redis.call('DEL', from_here)
if not was_known and tonumber(redis.call('GET', from_everywhere) or '0') > 0 then
  redis.call('DECR', from_everywhere)
end
redis.call('SET', known, '1', 'PX', ARGV[1])
return {'OK'}
