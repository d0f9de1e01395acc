-- Admits people in the order of their numbers. ZPOPMIN and ZADD are one step: nobody is lost between.
--
--- @include common/integer
--- @include queue/admission_record
--- @include queue/lost_places
--- @include queue/meet_wishes

-- When the admissions that are given now end, unless they are claimed; and when the concert was restored.
local function first_deadline(concert, now_ms)
  local claim, admission, ready_at_us =
    unpack(redis.call('HMGET', concert, 'claim_seconds', 'admission_seconds', 'ready_at_us'))
  return now_ms + math.min(tonumber(claim), tonumber(admission)) * 1000, tonumber(ready_at_us)
end

-- What `turns` says of them: their admissions, and that a place that was lost with Redis was used.
local function admissions_of(keys, users, numbers, now_ms, ready_at_us)
  local told = {}
  for i, text in ipairs(redis.call('HMGET', keys.turns, unpack(users))) do
    local before = admission_of(text)
    told[#told + 1] = users[i]
    told[#told + 1] = admission_text({number = integer(numbers[i]), admitted_at = now_ms,
                                      has_returned = before and before.has_returned})
    if numbers[i] < ready_at_us and place_was_lost(keys.concert, numbers[i]) then
      told[#told + 1] = used_place_field(users[i])
      told[#told + 1] = '1'
    end
  end
  return told
end

-- Returns how many were admitted, and whether wishes were left for the next script.
local function admit_in_order(keys, on_sale, count, now_ms)
  local ends_ms, ready_at_us = first_deadline(keys.concert, now_ms)
  local can_come, is_cut = meet_wishes(keys, on_sale, count, now_ms, ends_ms)
  if can_come == 0 then return 0, false end
  local popped = redis.call('ZPOPMIN', keys.waiting, can_come)
  local users, numbers, deadlines, deadline = {}, {}, {}, integer(ends_ms)
  for i = 1, #popped, 2 do
    users[#users + 1], numbers[#numbers + 1] = popped[i], tonumber(popped[i + 1])
    deadlines[i], deadlines[i + 1] = deadline, popped[i]
  end
  redis.call('HSET', keys.turns, unpack(admissions_of(keys, users, numbers, now_ms, ready_at_us)))
  redis.call('ZADD', keys.active, unpack(deadlines))
  local frontier = tonumber(redis.call('HGET', keys.concert, 'frontier') or 0)
  redis.call('HSET', keys.concert, 'frontier', integer(math.max(frontier, numbers[#numbers])))
  return #users, is_cut
end
