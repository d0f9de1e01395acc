-- release_hold.lua -- ends the caller's own hold of a seat.
--
-- KEYS  concert, buyer, deadlines, map, hold
-- ARGV  user, reservation, seat 'show:seat'
-- Returns {'OK'}, {'HOLD_EXPIRED'}, {'NOT_FOUND'} when it is somebody else's, {'PAYING'}, {'NOT_READY'}
-- Cost  O(log h), h the seats held
--
--- @include common/time
--- @include seats/hold
local concert, buyer, deadlines, map, key = unpack(KEYS)
local user, reservation, ref = unpack(ARGV)

if redis.call('HEXISTS', concert, 'ready') == 0 then return {'NOT_READY'} end
local hold = read_hold(key)
if not hold or hold.reservation ~= reservation then return {'HOLD_EXPIRED'} end
if hold.user ~= user then return {'NOT_FOUND'} end
if hold.fence ~= '0' then return {'PAYING'} end
drop_hold({map = map, hold = key, deadlines = deadlines, buyer = buyer}, ref)
return {'OK'}
