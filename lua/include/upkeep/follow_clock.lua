-- When Redis's clock is set back, whatever ends at a time would last longer by as much: admissions, holds, and the time
-- to come back after a missed admission. So all of it is moved back with the clock, in the tick that notices it. It is
-- rare, and must be whole: so it is one script, however much there is to move.
--
--- @include common/clock
--- @include common/integer
--- @include queue/admission_record
--- @include seats/buyer_record
--- @include seats/hold_record
--- @include seats/renew_hold

-- The hold's key has an end by Redis's clock of before: it is set anew.
local function move_hold(keys, ref, expires_ms, step_ms, now_ms)
  local key = keys.hold_prefix .. ref
  local hold, ends_ms = read_hold(key), expires_ms - step_ms
  redis.call('ZADD', keys.deadlines, integer(ends_ms), ref)
  if hold and ends_ms > now_ms then
    hold.deadline = hold.deadline - step_ms
    local its_keys = {hold = key, deadlines = keys.deadlines, buyer = keys.buyer_prefix .. hold.user}
    renew_hold(its_keys, ref, hold, ends_ms, now_ms)
  elseif hold then
    redis.call('DEL', key)
  end
end

-- Holds that ended before are swept out of a buyer's hash late, by their time: none of them may count again. Of
-- somebody who has paid or left since, one may, against the limit, until as much time has passed again.
local function forget_ended_holds(keys, user, now_ms)
  local buyer = keys.buyer_prefix .. user
  for _, seat in ipairs(seats_of_buyer(buyer)) do
    local hold = not seat.is_sold and seat.expires_ms > now_ms and read_hold(keys.hold_prefix .. seat.ref)
    if not seat.is_sold and not (hold and hold.user == user) then forget_held(buyer, seat.ref) end
  end
end

local function move_people(keys, key, step_ms, now_ms)
  local users = redis.call('ZRANGE', key, 0, -1)
  for _, user in ipairs(users) do
    redis.call('ZINCRBY', key, integer(-step_ms), user)
    forget_ended_holds(keys, user, now_ms)
  end
  return users
end

local function follow_clock(keys, ticked_at_us, now_us)
  local step_ms, now_ms = clock_step_ms(ticked_at_us, now_us), math.floor(now_us / 1000)
  if step_ms == 0 then return end
  local holds = redis.call('ZRANGE', keys.deadlines, 0, -1, 'WITHSCORES')
  for i = 1, #holds, 2 do move_hold(keys, holds[i], tonumber(holds[i + 1]), step_ms, now_ms) end
  for _, user in ipairs(move_people(keys, keys.active, step_ms, now_ms)) do
    local admission = read_admission(keys.turns, user)
    if admission then
      admission.admitted_at = admission.admitted_at - step_ms
      redis.call('HSET', keys.turns, user, admission_text(admission))
    end
  end
  move_people(keys, keys.lapsed, step_ms, now_ms)
end
