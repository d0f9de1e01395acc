#!lua flags=allow-oom
-- release_hold.lua -- ends the caller's own hold of a seat.
--
-- KEYS  concert, buyer, deadlines, map, hold
-- ARGV  user, reservation, seat 'show:seat'
-- Returns {'OK'}, {'HOLD_EXPIRED'}, {'NOT_FOUND'} when it is somebody else's, {'PAYING'}, {'NOT_READY'}
-- Cost  O(log h), h the seats held
--
--- @include common/readiness
--- @include seats/end_hold
--- @include seats/hold_record
local keys = {concert = KEYS[1], buyer = KEYS[2], deadlines = KEYS[3], map = KEYS[4], hold = KEYS[5]}
local user, reservation, ref = unpack(ARGV)

if not is_ready(keys.concert) then return {'NOT_READY'} end
local hold = read_hold(keys.hold)
if not hold or hold.reservation ~= reservation then return {'HOLD_EXPIRED'} end
if hold.user ~= user then return {'NOT_FOUND'} end
if hold.payments ~= '0' then return {'PAYING'} end
end_hold(keys, ref)
return {'OK'}
