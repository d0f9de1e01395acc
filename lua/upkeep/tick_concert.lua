#!lua flags=allow-oom
-- tick_concert.lua -- one second of a concert: mirror its policy, expire, refill the bucket, admit.
--
-- However many schedulers call it, tokens are what Redis's own clock has earned since the last tick; and one that comes
-- soon after another's has nothing to do.
--
-- KEYS  concert, waiting, active, turns, lapsed, deadlines, wishes, what the keys of all holds and of all buyers
--       begin with (see common/keys), then the map of each show
-- ARGV  now in us ('0': Redis's clock), most people to move, version, state, opens_at_ms ('' none),
--       admit_per_second, max_active, admission_seconds, claim_seconds, grace_seconds, hold_seconds,
--       max_seats_per_user, which Redis this is ('' not known), after how many us a tick has something to do ('0': it
--       is a further script of a tick), then for each show: its number, its start in ms
-- Returns {'OK', state, waiting, active, frontier, admitted, expired, no-shows, 1 when work is left,
--          seats whose hold ran out}
--         {'NOT_READY'}: its sold seats must be restored first
-- Cost  O(b log n + seats), b the most people to move, n the people waiting; eight wishes at most. Once after Redis's
--       clock was set back, O(admitted + lapsed + held) more
--
--- @include common/concert_state
--- @include common/keys
--- @include common/time
--- @include queue/admit_at_rate
--- @include queue/expire_admissions
--- @include seats/expire_holds
--- @include upkeep/copy_policy
--- @include upkeep/follow_clock
--- @include upkeep/redis_run
--- @include upkeep/tick_state
local keys = queue_keys()
keys.deadlines, keys.wishes, keys.hold_prefix, keys.buyer_prefix = unpack(KEYS, 6, 9)
local now_us, batch = now_in_us(ARGV[1]), tonumber(ARGV[2])
local now_ms = math.floor(now_us / 1000)
local FIRST_MAP, FIRST_SHOW = 10, 15

local fields = read_tick_state(keys.concert)
local is_changed = copy_policy(keys.concert, fields, {unpack(ARGV, 3, 12)})
if not is_still_ready(keys.concert, fields, {unpack(KEYS, FIRST_MAP)}, ARGV[13]) then return {'NOT_READY'} end
local state = state_of(fields.state, fields.opens_at_ms, now_ms)
if not is_changed and was_just_ticked(fields, now_us, tonumber(ARGV[14])) then
  return tick_answer(keys, state, fields.frontier, 0, 0, 0, 0, 0)
end

local maps, on_sale = {}, {}
for i = 0, #KEYS - FIRST_MAP do
  local map, show = KEYS[FIRST_MAP + i], ARGV[FIRST_SHOW + 2 * i]
  maps[show], on_sale[show] = map, tonumber(ARGV[FIRST_SHOW + 2 * i + 1]) > now_ms and map or nil
end
follow_clock(keys, fields.ticked_at_us, now_us)
local seats = expire_holds(keys.deadlines, maps, now_ms, batch)
local expired, no_shows = expire_admissions(keys, now_ms, batch)
forget_lapsed(keys, tonumber(fields.grace_seconds), now_ms, batch)
local pace = may_admit_now(fields) and state or 'DRAWING'
local admitted, is_cut = admit_at_rate(keys, fields, on_sale, pace, now_us, batch)

count_people(keys.concert, admitted, expired, no_shows)
local frontier = admitted > 0 and redis.call('HGET', keys.concert, 'frontier') or fields.frontier
local more = (is_cut or math.max(seats, expired + no_shows, admitted) >= batch) and 1 or 0
return tick_answer(keys, state, frontier, admitted, expired, no_shows, more, seats)
