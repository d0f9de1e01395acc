-- count_guess.lua -- counts a try to sign in before the password is looked at, and refuses the one too many.
--
-- KEYS  the account's tries from this address, its tries from everywhere, whether its owner has signed in from here
-- ARGV  most tries from an address, most from everywhere, for how long they count in ms
-- Returns {'OK'}, or {'WAIT', ms}: until they are forgotten
-- Cost  O(1)
--
-- A try from where the owner has signed in before is counted for its address alone: who guesses from many addresses
-- keeps others from signing in, and not the owner at home.
--
local from_here, from_everywhere, known = unpack(KEYS)
local here_max, everywhere_max, window_ms = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function is_used_up(key, most) return tonumber(redis.call('GET', key) or '0') >= most end
local function wait(key) return {'WAIT', math.max(redis.call('PTTL', key), 0)} end
local function count(key)
  if redis.call('INCR', key) == 1 then redis.call('PEXPIRE', key, window_ms) end
end

local is_known = redis.call('EXISTS', known) == 1
if is_used_up(from_here, here_max) then return wait(from_here) end
if not is_known and is_used_up(from_everywhere, everywhere_max) then return wait(from_everywhere) end
count(from_here)
if not is_known then count(from_everywhere) end
return {'OK'}
