-- Calls people up in the order of their numbers. ZPOPMIN and ZADD are one step: nobody is lost between.
-- That a place that was lost with Redis was called is noted: its token brings it back no more.
-- Returns how many were called, and whether wishes were left for the next script.
local function call_up(line, count, now_ms, sale)
  local concert, waiting, active, turns = unpack(line)
  local claim, admission, ready_at_us = unpack(redis.call('HMGET', concert, 'claim_seconds', 'admission_seconds',
    'ready_at_us'))
  local ends_ms = now_ms + math.min(tonumber(claim), tonumber(admission)) * 1000
  local now, deadline = integer(now_ms), integer(ends_ms)
  local can_come, is_cut = meet_wishes(sale, line, count, now_ms, ends_ms)
  if can_come == 0 then return 0, false end
  local called = redis.call('ZPOPMIN', waiting, can_come)
  local users, numbers, deadlines, told = {}, {}, {}, {}
  for i = 1, #called, 2 do
    users[#users + 1], numbers[#numbers + 1] = called[i], tonumber(called[i + 1])
    deadlines[i], deadlines[i + 1] = deadline, called[i]
  end
  for i, turn in ipairs(redis.call('HMGET', turns, unpack(users))) do
    local returned = string.match(turn or '', ' (%d)$') or '0'
    told[#told + 1] = users[i]
    told[#told + 1] = table.concat({integer(numbers[i]), now, '0', returned}, ' ')
    if numbers[i] < tonumber(ready_at_us) and was_lost(concert, numbers[i]) then
      told[#told + 1] = 'back:' .. users[i]
      told[#told + 1] = '1'
    end
  end
  redis.call('ZADD', active, unpack(deadlines))
  redis.call('HSET', turns, unpack(told))
  local frontier = tonumber(redis.call('HGET', concert, 'frontier') or 0)
  redis.call('HSET', concert, 'frontier', integer(math.max(frontier, numbers[#numbers])))
  return #users, is_cut
end
