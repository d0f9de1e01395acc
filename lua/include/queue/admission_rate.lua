-- How many people a second are really admitted, for the estimate of the wait. What holds them up is the pace of the
-- policy or a full room; either is looked at for as long as WINDOW_PEOPLE took to come, so that a counter that lets in
-- one a minute is as steady as a hall, and for WINDOW_SECONDS at least. A room that fills at once is emptied in waves:
-- it is looked at for as long as two roomfuls took. Time with nobody to admit does not count.
--
--- @include queue/admissions_seen
local WINDOW_SECONDS, WINDOW_PEOPLE, WINDOW_ROOMS = 30, 25, 2
local SECONDS_MIN = 3 -- no figure before so much was seen
local FULL_SECONDS = 60 -- a room that was not full for so long holds nobody up
local STEP_A_SECOND = 0.008 -- what is told changes by no more than that: it goes over in a minute or two

local function begin_seeing(seen, by, people, seconds, now_us)
  seen.by, seen.people, seen.seconds, seen.count, seen.since_us = by, people, seconds, 0, now_us
end

-- Once the room is full people come in as others go: one roomful a visit, until it is known better. Says whether
-- something else holds people up than before; those who were just admitted came by that.
local function see_what_holds_up(seen, active, now_us)
  if active >= seen.room then
    seen.full_at_us = now_us
    if seen.by == 'room' then return false end
    begin_seeing(seen, 'room', seen.room, seen.visit, now_us)
    return true
  elseif seen.by ~= 'pace' and now_us - seen.full_at_us > FULL_SECONDS * 1000000 then
    begin_seeing(seen, 'pace', 0, 0, now_us)
  end
  return false
end

local function see(seen, admitted, seconds)
  local people = WINDOW_PEOPLE + (seen.by == 'room' and WINDOW_ROOMS * seen.room or 0)
  local window = math.max(WINDOW_SECONDS, seen.people > 0 and people * seen.seconds / seen.people or 0)
  local kept = math.exp(-seconds / window)
  seen.people, seen.seconds = seen.people * kept + admitted, seen.seconds * kept + seconds
  seen.count = seen.count * kept + admitted
end

-- A room that is still filling will be full, unless it has had time enough for it.
local function rate_seen(seen, now_us)
  if seen.seconds < SECONDS_MIN or seen.people == 0 then return seen.told end
  local rate = seen.people / seen.seconds
  local has_had_time = now_us - seen.since_us >= 1.5 * seen.room / rate * 1000000
  return (seen.by == 'room' or has_had_time) and rate or math.min(rate, seen.room / seen.visit)
end

-- active: how many are in the room, with those just admitted.
local function measure_rate(concert, admitted, active, elapsed_us, now_us)
  if elapsed_us == 0 then return end
  local seen, seconds = read_seen(concert), elapsed_us / 1000000
  local is_new = see_what_holds_up(seen, active, now_us)
  see(seen, is_new and 0 or admitted, seconds)
  local rate, most = rate_seen(seen, now_us), math.exp(STEP_A_SECOND * seconds)
  seen.told = seen.told > 0 and math.max(math.min(rate, seen.told * most), seen.told / most) or rate
  write_seen(concert, seen)
end
