#!lua flags=allow-oom
-- read_seats.lua -- the seat maps of some shows, for somebody who is admitted.
--
-- KEYS  concert, waiting, active, turns, lapsed, buyer, deadlines, wishes, what the holds' keys begin with,
--       then the map of each show
-- ARGV  now in us ('0': Redis's clock), user
-- Returns {'OK', now in us, maps…}, {'NOT_ADMITTED', position}, {'ADMISSION_EXPIRED', 0}, {'NOT_READY', 0}
-- Cost  O(log n + seats of the shows)
--
--- @include common/keys
--- @include common/time
--- @include queue/check_admission
local keys = admitted_keys()
local now_us = now_in_us(ARGV[1])
local user = ARGV[2]
local FIRST_MAP = 10

local fields = read_gate_fields(keys.concert)
local code, position = check_admission(keys, fields, user, math.floor(now_us / 1000))
if code ~= 'OK' then return {code, position} end
local result = {'OK', now_us}
for i = FIRST_MAP, #KEYS do result[#result + 1] = redis.call('GET', KEYS[i]) end
return result
