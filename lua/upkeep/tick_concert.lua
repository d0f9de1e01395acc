-- tick_concert.lua -- one second of a concert: mirror its policy, expire, refill the bucket, admit.
--
-- However many schedulers call it, tokens are what Redis's own clock has earned since the last tick.
--
-- KEYS  concert, waiting, active, turns, lapsed, deadlines, wishes, what the keys of all holds and of all buyers
--       begin with (see best/hold_best_seats), then the map of each show
-- ARGV  now in us ('0': Redis's clock), most people to move, version, state, opens_at_ms ('' none),
--       admit_per_second, max_active, admission_seconds, claim_seconds, grace_seconds, hold_seconds,
--       max_seats_per_user, then for each show: its number, its start in ms
-- Returns {'OK', state, waiting, active, frontier, admitted, expired, no-shows, 1 when work is left}
--         {'NOT_READY'}: its sold seats must be restored first
-- Cost  O(b log n + seats), b the most people to move, n the people waiting; eight wishes at most
--
--- @include common/time
--- @include common/concert_state
--- @include upkeep/copy_policy
--- @include upkeep/redis_run
--- @include queue/expire_admissions
--- @include queue/lost_numbers
--- @include draw/lottery
--- @include seats/seats_left
--- @include seats/hold
--- @include seats/seats_of_buyer
--- @include queue/wish
--- @include seats/reservation_id
--- @include best/row_blocks
--- @include best/section_layout
--- @include best/nearest_block
--- @include best/split_party
--- @include best/best_seats
--- @include best/hold_best_seats
--- @include queue/meet_wishes
--- @include queue/admit_in_order
--- @include queue/admit_at_rate
local concert, waiting, active, _, _, deadlines, wishes, holds, buyers = unpack(KEYS, 1, 9)
local now_us, batch = now_in_us(ARGV[1]), tonumber(ARGV[2])
local now_ms = math.floor(now_us / 1000)
local FIRST_MAP, FIRST_SHOW = 10, 13

mirror_policy(concert, {unpack(ARGV, 3, 12)})
if not is_trusted(concert, {unpack(KEYS, FIRST_MAP)}) then return {'NOT_READY'} end
local maps, on_sale = {}, {}
for i = 0, #KEYS - FIRST_MAP do
  local map, show = KEYS[FIRST_MAP + i], ARGV[FIRST_SHOW + 2 * i]
  maps[show], on_sale[show] = map, tonumber(ARGV[FIRST_SHOW + 2 * i + 1]) > now_ms and map or nil
end

local seats = expire_holds(deadlines, maps, now_ms, batch)
local expired, no_shows = expire_turns(KEYS, now_ms, batch)
forget_lapsed(KEYS, now_ms, batch)
local state = state_at(concert, now_ms)
local sale = {batch = batch, on_sale = on_sale, deadlines = deadlines, wishes = wishes, holds = holds, buyers = buyers}
local admitted, is_cut = admit(KEYS, may_call(concert) and state or 'DRAWING', now_us, sale)

redis.call('HINCRBY', concert, 'admitted', admitted)
redis.call('HINCRBY', concert, 'expired', expired)
redis.call('HINCRBY', concert, 'no_shows', no_shows)
local more = (is_cut or math.max(seats, expired + no_shows, admitted) >= batch) and 1 or 0
return {'OK', state, redis.call('ZCARD', waiting), redis.call('ZCARD', active),
        tonumber(redis.call('HGET', concert, 'frontier') or 0), admitted, expired, no_shows, more}
