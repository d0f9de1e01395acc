#!lua flags=allow-oom
-- abandon_restore.lua -- a restore has failed: whoever comes next may begin it anew at once.
--
-- KEYS  concert
-- ARGV  token
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile, or another scheduler has taken over
-- Cost  O(1)
--
--- @include upkeep/restoring
local concert, token = KEYS[1], ARGV[1]

if not is_restoring(concert, token) then return {'LOST'} end
end_restoring(concert)
return {'OK'}
